import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData } from '@tanstack/react-query'
import { $api } from '../../api/client'

const TYPING_MS = 180

/** The orders that match what is typed. `behind`: those shown answer something that was typed before, or nothing yet. */
export function useOrders(typed: string) {
  const [q] = useDebouncedValue(typed, TYPING_MS)
  const query = { params: { query: q ? { q, limit: 8 } : { limit: 8 } } }
  const { data, isPlaceholderData, isFetching, error, refetch } = $api.useQuery('get', '/api/v1/orders', query, {
    placeholderData: keepPreviousData,
  })
  const behind = typed !== q || isPlaceholderData || !data
  return { q, orders: data?.items ?? [], answered: data !== undefined, behind, isFetching, error, refetch }
}
