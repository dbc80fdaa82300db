import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '../../api/client'

const PAGE = 15
/** The first page also has what was written since the newest checkpoint. */
const SINCE = 60

async function page(after: number, limit: number) {
  const { data } = await http.GET('/api/v1/events', { params: { query: { after, limit } } })
  return data?.items ?? []
}

/** Entries backwards from about the sealed one `newest`, as it was when the page was opened. */
export function useEntries(newest: number) {
  const [start] = useState(() => Math.max(0, newest - PAGE))
  const list = useInfiniteQuery({
    queryKey: ['record', 'entries', start],
    queryFn: ({ pageParam }) => page(pageParam, pageParam === start ? PAGE + SINCE : PAGE),
    initialPageParam: start,
    getNextPageParam: (_last, _all, after) => (after > 0 ? Math.max(0, after - PAGE) : undefined),
  })
  // The last page may reach into the one before it.
  const known = new Map(list.data?.pages.flat().map((entry) => [entry.seq, entry]))
  return { list, entries: [...known.values()].sort((one, other) => other.seq - one.seq) }
}
