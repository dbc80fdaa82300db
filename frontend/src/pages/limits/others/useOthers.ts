import { useInfiniteQuery } from '@tanstack/react-query'
import { http } from '../../../api/client'
import type { Scope } from '../../../lib/matrix'

const PATH = '/api/v1/policy/limits'

/** What one person or team has, and every cap, for a brand and currency; page by page, searched by the server. */
export function useOthers(version: number, { brand, currency }: Scope, q: string) {
  const query = useInfiniteQuery({
    queryKey: ['get', PATH, 'others', brand, currency, q, version],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const asked = { of: 'others' as const, brand, currency, q, limit: 100, cursor: pageParam }
      const { data } = await http.GET(PATH, { params: { query: asked } })
      if (!data) throw new Error('no limits')
      return data
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: (old) => old,
  })
  const pages = query.data?.pages ?? []
  return {
    rules: pages.flatMap(({ items }) => items),
    names: new Map(pages.flatMap(({ names }) => Object.entries(names))),
    total: pages[0]?.total ?? 0,
    more: query.hasNextPage && !query.isFetching ? () => void query.fetchNextPage() : undefined,
  }
}
