import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../../../api/client'
import type { Draft, Shadow } from '../../../api/shapes'
import { complain } from '../../../ui/toast'

const PATH = '/api/v1/policy/drafts/{draft_id}/shadow'
const FAR_MS = 10_000
const NEAR_MS = 2_000

const of = (draft: Draft) => ({ params: { path: { draft_id: draft.id } } })

/** The draft's shadow: looked at now and then while it runs, and often by whoever has it open. */
export function useShadow(draft: Draft, near = false) {
  return $api.useQuery('get', PATH, of(draft), {
    refetchInterval: ({ state }) => (state.data?.running ? (near ? NEAR_MS : FAR_MS) : false),
  })
}

/** Putting the draft in shadow, and taking it out. */
export function useShadowSteps(draft: Draft) {
  const client = useQueryClient()
  const key = $api.queryOptions('get', PATH, of(draft)).queryKey
  const keep = { onSuccess: (said: Shadow) => client.setQueryData(key, said), onError: complain }
  const begin = $api.useMutation('post', PATH, keep)
  const stop = $api.useMutation('delete', PATH, keep)
  return {
    busy: begin.isPending || stop.isPending,
    begin: () => begin.mutate(of(draft)),
    stop: () => stop.mutate(of(draft)),
  }
}

/** The requests that it answers otherwise, the latest first; of one remedy, or of all. */
export function useShadowed(draft: Draft, shadow: Shadow, remedy: Shadowed | null) {
  const query = { limit: 20, ...(remedy ? { remedy } : {}) }
  const params = { path: { draft_id: draft.id }, query }
  return $api.useInfiniteQuery(
    'get',
    `${PATH}/requests`,
    { params },
    {
      pageParamName: 'cursor',
      initialPageParam: null,
      getNextPageParam: (last) => last.next_cursor ?? undefined,
      refetchInterval: shadow.running ? NEAR_MS : false,
      enabled: shadow.changed > 0,
    },
  )
}

type Shadowed = Shadow['remedies'][number]['id']
