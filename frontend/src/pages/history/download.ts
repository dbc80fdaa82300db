import { http } from '../../api/client'
import { save } from '../../lib/save'
import type { queryOf } from './search'

/** The list as CSV, by the same address as the list itself. */
export async function download(query: ReturnType<typeof queryOf>): Promise<void> {
  const { data } = await http.GET('/api/v1/requests', {
    params: { query },
    headers: { Accept: 'text/csv' },
    parseAs: 'blob',
  })
  if (data) save(data, 'remit-requests.csv')
}
