import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { $api } from '../../api/client'
import type { Check, NewRequest } from '../../api/shapes'
import { asProblem } from '../../lib/problem'

const TYPING_MS = 150
const NOTHING = { remedy: 'refund', amount: 1, currency: 'USD', reason: 'OTHER' } as NewRequest

/**
 * `refused`: sending it would be refused for the same reason; a failure to reach the server is no refusal.
 * `at`: when the server last answered it, in milliseconds; 0 while it has not.
 */
export type Answer = { check: Check | null; error: unknown; checking: boolean; refused: boolean; at: number }

const REFUSALS = new Set([404, 409, 422])

/** What policy would say, asked while typing; an older question is cancelled, the last answer stays in sight. */
export function useCheck(body: NewRequest | null): Answer {
  const text = body ? JSON.stringify(body) : ''
  const [asked] = useDebouncedValue(text, TYPING_MS)
  const query = useQuery({
    ...$api.queryOptions('post', '/api/v1/requests/check', {
      body: asked ? (JSON.parse(asked) as NewRequest) : NOTHING,
    }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 3_000,
  })
  const behind = text !== asked || query.isPlaceholderData || (query.isFetching && !query.data)
  if (!body) return { check: null, error: null, checking: false, refused: false, at: 0 }
  const refused = !behind && query.error !== null && REFUSALS.has(asProblem(query.error).status)
  const { data = null, error, dataUpdatedAt: at } = query
  return { check: error ? null : data, error, checking: behind, refused, at }
}
