import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import { Note } from '../../../ui/Note'
import { Trouble } from '../../../ui/Trouble'
import classes from '../Limits.module.css'
import { Brands } from './Brands'
import { Reasons } from './Reasons'
import { Remedies } from './Remedies'

/** What can be given, why, and under which brands. */
export function Catalogue() {
  const { t } = useTranslation()
  const edits = may(useMe(), 'catalog.write')
  const { data, error, refetch } = $api.useQuery('get', '/api/v1/catalogue')
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton height={300} radius="lg" />
  return (
    <>
      {edits ? (
        <p className={classes.aside}>{t('catalogue.lead')}</p>
      ) : (
        <Note tone="calm">{t('catalogue.mayNot')}</Note>
      )}
      <Reasons catalogue={data} edits={edits} />
      <Remedies catalogue={data} edits={edits} />
      <Brands catalogue={data} edits={edits} />
    </>
  )
}
