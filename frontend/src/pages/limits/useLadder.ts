import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { http } from '../../api/client'
import type { Limit } from '../../api/shapes'
import type { Scope } from '../../lib/matrix'

const PATH = '/api/v1/policy/limits'
const PAGE = 1000

/** The limits of the tiers for one brand and currency: all of them, page after page. */
export function useLadder(version: number, scope: Scope | undefined): { rules: Limit[] | undefined; error: unknown } {
  const { brand, currency } = scope ?? { brand: '', currency: '' }
  const query = useInfiniteQuery({
    queryKey: ['get', PATH, 'ladder', brand, currency, version],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const asked = { of: 'ladder' as const, brand, currency, limit: PAGE, cursor: pageParam }
      const { data } = await http.GET(PATH, { params: { query: asked } })
      if (!data) throw new Error('no limits')
      return data
    },
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    enabled: scope !== undefined,
    placeholderData: (old) => old,
  })
  const { hasNextPage, isFetching, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  return { rules: query.data?.pages.flatMap(({ items }) => items), error: query.error }
}
