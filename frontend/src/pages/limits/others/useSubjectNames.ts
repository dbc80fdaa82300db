import { useQueries } from '@tanstack/react-query'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import type { Tier } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import { capital } from '../../../lib/text'

/** What people call the subjects of these rules; who is only in a draft is looked up by itself. */
export function useSubjectNames(tiers: Tier[], known: ReadonlyMap<string, string>, rules: readonly Marked[]) {
  const reads = may(useMe(), 'people.read')
  const unknown = [...new Set(rules.map(({ subject }) => subject))].filter(
    (subject) => subject.startsWith('user:') && !known.has(subject),
  )
  const found = useQueries({
    queries: unknown.map((subject) => ({
      ...$api.queryOptions('get', '/api/v1/people/{person_id}', { params: { path: { person_id: subject.slice(5) } } }),
      enabled: reads,
      staleTime: 600_000,
    })),
  })
  const names = new Map(unknown.map((subject, at) => [subject, found[at]?.data?.name]))
  return (subject: string): string => {
    const tier = tiers.find((one) => `tier:${one.name}` === subject)
    return tier ? capital(tier.title) : (known.get(subject) ?? names.get(subject) ?? subject.replace(/^\w+:/, ''))
  }
}
