import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { asProblem } from '../lib/problem'
import { complain } from '../ui/toast'
import { $api } from './client'
import type { Account } from './shapes'

const PEOPLE = '/api/v1/people'
const TOUCHED = [PEOPLE, '/api/v1/teams', '/api/v1/tiers', '/api/v1/certificates']

export const ofPerson = (id: string) => ({ params: { path: { person_id: id } } })
export const personQuery = (id: string) => $api.queryOptions('get', '/api/v1/people/{person_id}', ofPerson(id))

/** What there is to belong to and to hold; it rarely changes, and the live channel says when. */
export const useTeams = () => $api.useQuery('get', '/api/v1/teams', {}, { staleTime: 60_000 })
export const useLadder = () => $api.useQuery('get', '/api/v1/tiers', {}, { staleTime: 60_000 })
export const useKinds = () => $api.useQuery('get', '/api/v1/certificates', {}, { staleTime: 60_000 })

type Pages = InfiniteData<{ items: Account[] }>

/** After a verb: the account as the server answered it is shown everywhere, lists and counts are fetched again. */
export function useKept(): { keep: (person: Account) => void; refused: (error: unknown) => void; renew: () => void } {
  const client = useQueryClient()
  const renew = () =>
    void client.invalidateQueries({
      predicate: ({ queryKey }) => TOUCHED.some((path) => String(queryKey[1]).startsWith(path)),
    })
  const show = (person: Account) => {
    client.setQueryData(personQuery(person.id).queryKey, person)
    client.setQueriesData<Pages>({ queryKey: ['get', PEOPLE] }, (old) =>
      old && 'pages' in old ? put(old, person) : old,
    )
  }
  return {
    renew,
    keep: (person) => {
      show(person)
      renew()
    },
    refused: (error) => {
      const { name, members } = asProblem(error)
      if (name === 'stale-person') show(members.current as Account)
      else complain(error)
    },
  }
}

const put = (old: Pages, person: Account): Pages => ({
  ...old,
  pages: old.pages.map((page) => ({
    ...page,
    items: page.items.map((one) => (one.id === person.id && one.version <= person.version ? person : one)),
  })),
})
