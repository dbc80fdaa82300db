import { useMutation, useQueryClient } from '@tanstack/react-query'
import { $api, http } from '../../../api/client'
import type { KeptTest, NewTest, Suite, Tried } from '../../../api/shapes'

const TESTS = '/api/v1/policy/tests'

/** A test that is kept, in the form in which it is sent. */
const asSent = (test: KeptTest): NewTest => ({ ...test })

/** The tests with one in the place of another, put beside them, or taken away. */
export function testsWith(tests: readonly KeptTest[], was: KeptTest | null, next: NewTest | null): NewTest[] {
  const kept = tests.flatMap((one) => (one.id === was?.id ? (next ? [next] : []) : [asSent(one)]))
  return was || !next ? kept : [...kept, next]
}

/** The tests that count, how they come out on the limits in force or on a draft, and keeping others. */
export function useTests(draft: string | null, tunes: boolean) {
  const client = useQueryClient()
  const suite = $api.useQuery('get', TESTS)
  const live = $api.useQuery('get', `${TESTS}/results`, {}, { enabled: tunes && draft === null })
  const path = { params: { path: { draft_id: draft ?? '' } } }
  const drafted = $api.useQuery('get', '/api/v1/policy/drafts/{draft_id}/tests', path, { enabled: draft !== null })
  const results = draft === null ? live : drafted
  return {
    suite: suite.data,
    error: suite.error ?? results.error,
    retry: () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(TESTS) }),
    tried: results.data,
    running: results.isFetching,
    run: () => void results.refetch(),
  }
}

/** Keeps other tests; they have to hold on the limits in force. */
export function useKeepTests(suite: Suite, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ tests, note }: { tests: NewTest[]; note: string }) => {
      await http.PUT(TESTS, { body: { revision: suite.revision, note, tests } })
    },
    onSuccess: onDone,
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/policy') }),
  })
}

/** How the cells of each test came out, by its id. */
export function byTest(tried: readonly Tried[]): ReadonlyMap<string, Tried[]> {
  const found = new Map<string, Tried[]>()
  for (const one of tried) {
    const cells = found.get(one.test ?? '')
    if (cells) cells.push(one)
    else found.set(one.test ?? '', [one])
  }
  return found
}
