import { Skeleton } from '@mantine/core'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { Empty } from '../../ui/Empty'
import { Page } from '../../ui/Page'
import { Panel } from '../../ui/Panel'
import { Trouble } from '../../ui/Trouble'
import { MoneySwitch } from './MoneySwitch'
import classes from './NeedsPerson.module.css'
import { Stuck } from './Stuck'

const MOST = 100

/** Requests of which nobody knows whether their money moved, until a person has looked; and the kill switch. */
export function NeedsPersonPage() {
  const { t } = useTranslation()
  const query = { params: { query: { state: 'needs_human' as const, limit: MOST } } }
  const { data, error, refetch } = $api.useQuery('get', '/api/v1/requests', query)
  return (
    <Page title={t('needsPerson.title')} lead={t('needsPerson.lead')} actions={<MoneySwitch />}>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={260} radius="lg" />}
      {data?.items.length === 0 && (
        <Panel flush>
          <Empty icon={CircleCheck} title={t('needsPerson.empty')}>
            {t('needsPerson.emptyText')}
          </Empty>
        </Panel>
      )}
      <ul className={classes.list}>
        {data?.items.map((request) => (
          <li key={request.id}>
            <Stuck request={request} />
          </li>
        ))}
      </ul>
    </Page>
  )
}
