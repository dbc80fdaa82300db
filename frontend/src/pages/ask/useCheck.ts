import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { $api } from '../../api/client'
import type { Check, NewRequest } from '../../api/shapes'

const TYPING_MS = 150
const NOTHING = { remedy: 'refund', amount: 1, currency: 'USD', reason: 'OTHER' } as NewRequest

export type Answer = { check: Check | null; error: unknown; checking: boolean }

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
  if (!body) return { check: null, error: null, checking: false }
  return { check: query.error ? null : (query.data ?? null), error: query.error, checking: behind }
}
