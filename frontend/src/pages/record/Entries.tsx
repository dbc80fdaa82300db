import { Button, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../api/shapes'
import { count } from '../../lib/text'
import { moment } from '../../lib/time'
import { paths } from '../../paths'
import { Panel } from '../../ui/Panel'
import { Trouble } from '../../ui/Trouble'
import classes from './Record.module.css'
import { useEntries } from './useEntries'

/** The record itself, the newest entries first. */
export function Entries({ newest }: { newest: number }) {
  const { t } = useTranslation()
  const { list, entries } = useEntries(newest)
  if (list.error && !list.data) return <Trouble error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Skeleton height={320} radius="lg" />
  return (
    <Panel flush title={t('record.newest')} label={t('record.newest')}>
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('record.earlier')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { t, i18n } = useTranslation()
  const { id, reference } = entry.data
  return (
    <li className={classes.item}>
      <span>{entry.sentence}</span>
      <span className={`${classes.meta} num`}>
        <span>{t('record.entry', { entry: count(entry.seq, i18n.language) })}</span>
        <time dateTime={entry.at}>{moment(entry.at, i18n.language)}</time>
        {entry.actor && <span>{entry.actor.name}</span>}
        {typeof id === 'string' && id.startsWith('req_') && typeof reference === 'string' && (
          <Link to={paths.history} search={{ open: id }} className={classes.reference}>
            {reference}
          </Link>
        )}
      </span>
    </li>
  )
}
