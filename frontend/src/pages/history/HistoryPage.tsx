import { Button, Group, Skeleton } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Download, History, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { paths } from '../../paths'
import { Empty } from '../../ui/Empty'
import { Page } from '../../ui/Page'
import { Panel } from '../../ui/Panel'
import { RequestTable } from '../../ui/RequestTable'
import { Trouble } from '../../ui/Trouble'
import { complain } from '../../ui/toast'
import { download } from './download'
import { Filters } from './Filters'
import classes from './History.module.css'
import { RequestDrawer } from './RequestDrawer'
import { FILTERS, queryOf } from './search'

const PAGE = 50

/** History: every request one may see, filtered by the address, each with its timeline. */
export function HistoryPage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/frame/history' })
  const navigate = useNavigate({ from: paths.history })
  const [saving, setSaving] = useState(false)
  const [cleared, setCleared] = useState(0)
  const query = queryOf(search)
  const filtered = FILTERS.some((key) => search[key])
  const list = $api.useInfiniteQuery(
    'get',
    '/api/v1/requests',
    { params: { query: { ...query, limit: PAGE } } },
    { pageParamName: 'cursor', initialPageParam: null, getNextPageParam: (last) => last.next_cursor ?? undefined },
  )
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? []
  const open = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, open: id }) })
  const save = () => {
    setSaving(true)
    void download(query)
      .catch(complain)
      .finally(() => setSaving(false))
  }
  const clear = () => {
    // Begins the fields anew, once the address is empty: they keep what is being typed.
    void navigate({ search: {}, replace: true }).then(() => setCleared((times) => times + 1))
  }
  const csv = (
    <Button variant="default" leftSection={<Download size={16} aria-hidden="true" />} loading={saving} onClick={save}>
      {t('history.csv')}
    </Button>
  )
  return (
    <Page
      title={t('history.title')}
      lead={t('history.lead')}
      actions={
        <Group gap="xs">
          {filtered && (
            <Button variant="subtle" color="gray" onClick={clear}>
              {t('history.clear')}
            </Button>
          )}
          {csv}
        </Group>
      }
      wide
    >
      <Filters
        key={cleared}
        search={search}
        onChange={(part) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })}
      />
      {list.error && rows.length === 0 && <Trouble error={list.error} retry={() => void list.refetch()} />}
      {!list.data && !list.error && <Skeleton height={420} radius="lg" />}
      {list.data && (
        <Panel flush label={t('history.title')}>
          {rows.length === 0 ? (
            <Nothing filtered={filtered} />
          ) : (
            <RequestTable label={t('history.title')} requests={rows} onOpen={open} openId={search.open} showRequester />
          )}
        </Panel>
      )}
      {list.hasNextPage && (
        <Button
          variant="default"
          className={classes.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('history.more')}
        </Button>
      )}
      <RequestDrawer id={search.open} onClose={() => open(undefined)} />
    </Page>
  )
}

/** Nothing that matches is one thing; nothing at all, without any filter, is another. */
function Nothing({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation()
  return (
    <Empty icon={filtered ? SearchX : History} title={t(filtered ? 'history.empty' : 'history.none')}>
      {t(filtered ? 'history.emptyText' : 'history.noneText')}
    </Empty>
  )
}
