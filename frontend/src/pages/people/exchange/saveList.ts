import { http } from '../../../api/client'
import { type StaffSearch, staffQuery } from '../../../lib/staff'

/** Everybody that the filters find, as a CSV file. */
export async function saveList(search: StaffSearch): Promise<void> {
  const { data } = await http.GET('/api/v1/people', {
    params: { query: { ...staffQuery(search), order: 'name' } },
    headers: { Accept: 'text/csv' },
    parseAs: 'blob',
  })
  if (!data) return
  const url = URL.createObjectURL(data)
  const link = document.createElement('a')
  link.href = url
  link.download = 'remit-people.csv'
  link.click()
  URL.revokeObjectURL(url)
}
