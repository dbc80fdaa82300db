import { useQueryClient } from '@tanstack/react-query'
import { $api } from './client'
import { keepNewest } from './freshness'
import type { Request } from './shapes'

export const requestQuery = (id: string) =>
  $api.queryOptions('get', '/api/v1/requests/{request_id}', { params: { path: { request_id: id } } })

/** What somebody asked for lately. */
export const mineQuery = (person: string) => ({ params: { query: { requester: person, limit: 8 } } })

export const ofRequest = (id: string) => ({ params: { path: { request_id: id } } })

/** When it came to the state that it is in. What is said of it afterwards makes it newer, and the money no later. */
export function useReachedAt({ id, review, state, updated_at }: Request): string | null {
  const said = review?.verdict != null
  const timeline = '/api/v1/requests/{request_id}/timeline'
  const { data } = $api.useQuery('get', timeline, ofRequest(id), { enabled: said })
  if (!said) return updated_at
  return data?.items.find(({ event }) => event === `request.${state}`)?.at ?? null
}

/** After a verb: what the server answered is shown everywhere at once, and the lists are fetched again. */
export function useTaken(): { onSuccess: (request: Request) => void } {
  const client = useQueryClient()
  return {
    onSuccess: (request) => {
      keepNewest(client, request)
      void client.invalidateQueries({ queryKey: ['get', '/api/v1/requests'] })
      void client.invalidateQueries({ queryKey: ['get', '/api/v1/approvals'] })
    },
  }
}
