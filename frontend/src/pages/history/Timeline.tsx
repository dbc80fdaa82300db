import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import { toneOf } from '../../lib/states'
import { clock, day } from '../../lib/time'
import { Trouble } from '../../ui/Trouble'
import classes from './History.module.css'

/** Everything that happened to a request, oldest first, in sentences. */
export function Timeline({ id }: { id: string }) {
  const { i18n } = useTranslation()
  const { data, error, refetch } = $api.useQuery('get', '/api/v1/requests/{request_id}/timeline', ofRequest(id))
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton height={160} />
  return (
    <ol className={classes.timeline}>
      {data.items.map(({ seq, at, event, sentence }, index) => {
        const date = day(at, i18n.language)
        const before = data.items[index - 1]
        return (
          <li key={seq} className={classes.event} data-tone={toneOf(event.replace('request.', ''))}>
            <span className={classes.bead} aria-hidden="true" />
            <span>{sentence}</span>
            <time dateTime={at} className={`${classes.time} num`}>
              {before && day(before.at, i18n.language) === date ? '' : `${date}, `}
              {clock(at, i18n.language)}
            </time>
          </li>
        )
      })}
    </ol>
  )
}
