import { useQueryClient } from '@tanstack/react-query'
import { complain } from '../ui/toast'
import { $api } from './client'
import { ofRequest } from './requests'

/** What people said about a request, and how to say something. */
export function useThread(id: string) {
  const client = useQueryClient()
  const path = '/api/v1/requests/{request_id}/comments'
  const { data } = $api.useQuery('get', path, ofRequest(id))
  const post = $api.useMutation('post', path, {
    onSuccess: () => client.invalidateQueries({ queryKey: ['get', path, ofRequest(id)] }),
    onError: complain,
  })
  const say = (text: string) => post.mutateAsync({ ...ofRequest(id), body: { text } })
  return { items: data?.items ?? [], say, busy: post.isPending }
}
