import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { ofPerson } from '../../../api/staff'
import { Trouble } from '../../../ui/Trouble'
import classes from '../People.module.css'

const PARTS = ['claimed', 'offered', 'offers', 'asked'] as const

/** What would have to go on without somebody. */
export function GoesOn({ id }: { id: string }) {
  const { t } = useTranslation()
  const { data, error } = $api.useQuery('get', '/api/v1/people/{person_id}/departure', ofPerson(id), { staleTime: 0 })
  if (error && !data) return <Trouble error={error} />
  if (!data) return <Skeleton height={70} />
  const lines = PARTS.filter((part) => data[part].length > 0).map((part) =>
    t(`people.goesOn.${part}`, { count: data[part].length }),
  )
  return (
    <div className={classes.goesOn}>
      <strong>{t('people.goesOn.title')}</strong>
      {lines.length === 0 && data.rules.length === 0 && <p>{t('people.goesOn.nothing')}</p>}
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {data.rules.length > 0 && (
          <li>
            {t('people.goesOn.rules', { count: data.rules.length })}
            <ul>
              {data.rules.slice(0, 5).map(({ rule, sentence }) => (
                <li key={rule}>{sentence}</li>
              ))}
            </ul>
          </li>
        )}
      </ul>
    </div>
  )
}
