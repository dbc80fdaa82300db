import { useQueryClient } from '@tanstack/react-query'
import { complain } from '../ui/toast'
import { $api } from './client'

const PATH = '/api/v1/delegations'

/** Who stands in for whom, who could, and how to say so. */
export function useDelegations(lends: boolean) {
  const client = useQueryClient()
  const fresh = { onSuccess: () => client.invalidateQueries({ queryKey: ['get', PATH] }), onError: complain }
  const { data, error } = $api.useQuery('get', PATH, { params: { query: { limit: 200 } } })
  const candidates = $api.useQuery('get', '/api/v1/delegations/candidates', {}, { enabled: lends }).data
  const post = $api.useMutation('post', PATH, fresh)
  const gone = $api.useMutation('delete', '/api/v1/delegations/{delegation_id}', fresh)
  return {
    items: data?.items ?? [],
    known: data !== undefined,
    error,
    candidates: candidates?.items ?? [],
    lend: (body: Parameters<typeof post.mutateAsync>[0]['body']) => post.mutateAsync({ body }),
    end: (id: string) => gone.mutate({ params: { path: { delegation_id: id } } }),
    busy: post.isPending,
  }
}
