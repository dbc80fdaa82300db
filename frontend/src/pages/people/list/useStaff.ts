import { $api } from '../../../api/client'
import { type StaffSearch, staffQuery } from '../../../lib/staff'

const PAGE = 200

/** People by name, page after page as they are scrolled to, and how many there are. */
export function useStaff(search: StaffSearch) {
  const query = staffQuery(search)
  const list = $api.useInfiniteQuery(
    'get',
    '/api/v1/people',
    { params: { query: { ...query, order: 'name', limit: PAGE } } },
    {
      pageParamName: 'cursor',
      initialPageParam: null,
      getNextPageParam: (last) => last.next_cursor ?? undefined,
      placeholderData: (old) => old,
    },
  )
  const count = $api.useQuery('get', '/api/v1/people/count', { params: { query } }, { placeholderData: (old) => old })
  const people = list.data?.pages.flatMap(({ items }) => items) ?? []
  return { people, count: count.data?.people, list }
}
