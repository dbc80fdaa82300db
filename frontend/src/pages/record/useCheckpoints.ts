import { $api } from '../../api/client'

const PAGE = 10
const SOON_MS = 3_000
const OFTEN_MS = 60_000

/** How far the record is sealed, the newest first. A new one comes about once a minute. */
export function useCheckpoints() {
  const list = $api.useInfiniteQuery(
    'get',
    '/api/v1/audit/checkpoints',
    { params: { query: { limit: PAGE } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null,
      getNextPageParam: (last) => last.next_cursor ?? undefined,
      refetchInterval: ({ state: { data } }) => (data?.pages[0]?.items.length === 0 ? SOON_MS : OFTEN_MS),
    },
  )
  const points = list.data?.pages.flatMap(({ items }) => items) ?? []
  return { list, points, keys: list.data?.pages[0]?.keys ?? [] }
}

export type Checkpoints = ReturnType<typeof useCheckpoints>
