import { http } from '../../api/client'
import type { queryOf } from './search'

/** The list as CSV, by the same address as the list itself. */
export async function download(query: ReturnType<typeof queryOf>): Promise<void> {
  const { data } = await http.GET('/api/v1/requests', {
    params: { query },
    headers: { Accept: 'text/csv' },
    parseAs: 'blob',
  })
  if (!data) return
  const url = URL.createObjectURL(data)
  const link = document.createElement('a')
  link.href = url
  link.download = 'remit-requests.csv'
  link.click()
  URL.revokeObjectURL(url)
}
