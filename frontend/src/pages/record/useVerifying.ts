import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { http } from '../../api/client'
import type { VerifiedStep } from '../../api/shapes'
import { serverNow } from '../../lib/skew'
import { further, type Looked, NOTHING_YET } from '../../lib/verified'

export type Verified = Looked & { at: number }

const KEY = ['record', 'verified']

/** Walks to the end, part by part, and says after each how far it came. */
async function verify(client: QueryClient): Promise<Verified> {
  let looked: Looked = NOTHING_YET
  let after: number | null = 0
  client.setQueryData(KEY, { ...looked, at: serverNow() })
  while (after !== null) {
    const step = await part(after)
    looked = further(looked, step)
    after = step.next_after
    client.setQueryData(KEY, { ...looked, at: serverNow() })
  }
  return { ...looked, at: serverNow() }
}

async function part(after: number): Promise<VerifiedStep> {
  const { data } = await http.GET('/api/v1/audit/verify', { params: { query: { after } } })
  if (!data) throw new TypeError('no answer')
  return data
}

/** Only when asked to, since it reads everything; it goes on, and its result stays, while other pages are open. */
export function useVerifying() {
  const client = useQueryClient()
  return useQuery({
    queryKey: KEY,
    queryFn: () => verify(client),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
