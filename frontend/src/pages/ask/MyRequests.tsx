import { Skeleton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { Feather } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { useMe } from '../../api/me'
import { mineQuery } from '../../api/requests'
import { paths } from '../../paths'
import { Empty } from '../../ui/Empty'
import { Panel } from '../../ui/Panel'
import { RequestTable } from '../../ui/RequestTable'
import { Trouble } from '../../ui/Trouble'

/** What I asked for lately, and what became of it. */
export function MyRequests() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const { data, error, refetch } = $api.useQuery('get', '/api/v1/requests', mineQuery(me.id))
  return (
    <Panel flush title={t('ask.mine')}>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={220} radius={0} />}
      {data?.items.length === 0 && (
        <Empty icon={Feather} title={t('ask.mineNone')}>
          {t('ask.mineNoneText')}
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <RequestTable
          label={t('ask.mine')}
          requests={data.items}
          onOpen={(id) => void navigate({ to: paths.asked, params: { id } })}
        />
      )}
    </Panel>
  )
}
