import type { Demo } from '../../api/shapes'

type Somebody = Demo['people'][number]

export const GROUPS = ['agents', 'approvers', 'ops', 'others'] as const

/** Which of the groups on the sign-in page somebody belongs to. */
export function groupOf(person: Somebody): (typeof GROUPS)[number] {
  if (person.role === 'agent') return 'agents'
  if (person.role === 'approver') return 'approvers'
  return person.role === 'ops' ? 'ops' : 'others'
}

/** The first two of each tier and role: enough to play every part. */
export function firstOfEach(people: Somebody[]): Somebody[] {
  const met = new Map<string, number>()
  return people.filter((person) => {
    const kind = `${person.role}/${person.tier}`
    const count = (met.get(kind) ?? 0) + 1
    met.set(kind, count)
    return count <= 2
  })
}
