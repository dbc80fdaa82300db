import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCarriedOut } from '../../api/money'
import { Attempts } from '../../ui/Attempts'
import { Facts } from '../../ui/Facts'
import { Trouble } from '../../ui/Trouble'
import classes from './History.module.css'

/** The money of a request: the provider, the one key, the attempts. */
export function Carried({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error } = useCarriedOut(id)
  if (error && !data) return <Trouble error={error} />
  if (!data) return <Skeleton height={80} />
  if (data.state === 'none') return null
  return (
    <>
      <h3 className={classes.subhead}>{t('execution.title')}</h3>
      <Attempts of={data} />
      <Facts
        rows={[
          [t('execution.provider'), data.provider],
          [t('execution.key'), <code key="key">{data.key}</code>],
        ]}
      />
    </>
  )
}
