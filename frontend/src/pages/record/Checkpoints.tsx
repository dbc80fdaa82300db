import { Button, Skeleton } from '@mantine/core'
import { Download, Stamp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '../../api/client'
import { save } from '../../lib/save'
import { Empty } from '../../ui/Empty'
import { Panel } from '../../ui/Panel'
import { Trouble } from '../../ui/Trouble'
import { complain } from '../../ui/toast'
import classes from './Checkpoints.module.css'
import { Point } from './Point'
import type { Checkpoints as Found } from './useCheckpoints'

/** The signed checkpoints, the newest first, each to be taken away. */
export function Checkpoints({ found: { list, points } }: { found: Found }) {
  const { t } = useTranslation()
  if (list.error && !list.data) return <Trouble error={list.error} retry={() => void list.refetch()} />
  if (!list.data) return <Skeleton height={320} radius="lg" />
  return (
    <Panel flush title={t('record.checkpoints')} label={t('record.checkpoints')} aside={points.length > 0 && <AsCsv />}>
      {points.length === 0 ? (
        <Empty icon={Stamp} title={t('record.empty')}>
          {t('record.emptyText')}
        </Empty>
      ) : (
        <table className={classes.table} aria-label={t('record.checkpoints')}>
          <thead>
            <tr>
              <th scope="col">{t('record.upTo')}</th>
              <th scope="col">{t('column.when')}</th>
              <th scope="col">{t('record.hash')}</th>
              <th scope="col" className={classes.verbs}>
                {t('record.take')}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <Point key={point.seq} point={point} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <div className={classes.more}>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('history.more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function AsCsv() {
  const { t } = useTranslation()
  const [saving, setSaving] = useState(false)
  const download = () => {
    setSaving(true)
    void http
      .GET('/api/v1/audit/checkpoints', { headers: { Accept: 'text/csv' }, parseAs: 'blob' })
      .then(({ data }) => data && save(data, 'remit-checkpoints.csv'))
      .catch(complain)
      .finally(() => setSaving(false))
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Download size={14} aria-hidden="true" />}
      loading={saving}
      onClick={download}
    >
      {t('record.csv')}
    </Button>
  )
}
