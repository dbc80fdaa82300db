import type { QueryClient, QueryKey } from '@tanstack/react-query'

/**
 * Has what is shown fetched again. What is being fetched for the first time may have been read before the change, and
 * would not be asked for again by itself: it is, once it has come.
 */
export function renew(client: QueryClient, concerned: (key: QueryKey) => boolean): void {
  const first = client
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching', predicate: ({ queryKey }) => concerned(queryKey) })
    .filter(({ state }) => state.data === undefined)
  void client.invalidateQueries({ predicate: ({ queryKey }) => concerned(queryKey) })
  for (const query of first) {
    const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true })
    void query.promise?.then(again, again)
  }
}
