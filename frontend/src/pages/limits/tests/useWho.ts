import { useQueries } from '@tanstack/react-query'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import type { Tier } from '../../../api/shapes'
import { capital } from '../../../lib/text'

/** Whom a test asks about, by name: somebody new of a tier, or one person. */
export function useWho(tiers: readonly Tier[], subjects: readonly string[]): (subject: string) => string {
  const reads = may(useMe(), 'people.read')
  const ids = [...new Set(subjects)].filter((one) => one.startsWith('user:'))
  const found = useQueries({
    queries: ids.map((subject) => ({
      ...$api.queryOptions('get', '/api/v1/people/{person_id}', { params: { path: { person_id: subject.slice(5) } } }),
      enabled: reads,
      staleTime: 600_000,
    })),
  })
  const names = new Map(ids.map((subject, at) => [subject, found[at]?.data?.name]))
  return (subject) => {
    const tier = tiers.find((one) => `tier:${one.name}` === subject)
    return tier ? capital(tier.title) : (names.get(subject) ?? subject.replace(/^(user|tier):/, ''))
  }
}
