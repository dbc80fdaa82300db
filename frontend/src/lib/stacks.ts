/** What is summed before the answer, as a draft would have it. */
import type { DraftChange } from './draft'

export type Stack = { per: 'order' | 'customer'; remedies: string[]; hours: number | null }

const isSet = (change: DraftChange) => change.change === 'set_stacks'

/** The stacks in force, or those of the draft. */
export function stacksWith(live: readonly Stack[], changes: readonly DraftChange[]): Stack[] {
  const said = changes.findLast(isSet) as { stacks?: Stack[] } | undefined
  return (said?.stacks ?? live).map(({ per, remedies, hours }) => ({ per, remedies, hours: hours ?? null }))
}

/** A stack to begin with. */
export const BLANK: Stack = { per: 'order', remedies: ['refund', 'goodwill_credit'], hours: null }

export const sameStack = (one: Stack, other: Stack): boolean =>
  one.per === other.per &&
  one.hours === other.hours &&
  [...one.remedies].sort().join() === [...other.remedies].sort().join()

export type MarkedStack = Stack & { status: 'same' | 'added' | 'removed' }

/** What is summed then, and what is not summed so any more. */
export function marked(live: readonly Stack[], changes: readonly DraftChange[]): MarkedStack[] {
  const before = stacksWith(live, [])
  const after = stacksWith(live, changes)
  const among = (one: Stack, stacks: Stack[]) => stacks.some((other) => sameStack(one, other))
  return [
    ...after.map((one) => ({ ...one, status: among(one, before) ? ('same' as const) : ('added' as const) })),
    ...before.filter((one) => !among(one, after)).map((one) => ({ ...one, status: 'removed' as const })),
  ]
}

/** The stacks with one in the place of another, or put beside them; null takes it away. */
export function withStack(stacks: readonly Stack[], was: Stack | null, next: Stack | null): Stack[] {
  const kept = next && stacks.some((one) => sameStack(one, next) && !(was && sameStack(one, was))) ? null : next
  const at = was ? stacks.findIndex((one) => sameStack(one, was)) : -1
  if (at < 0) return kept ? [...stacks, kept] : [...stacks]
  return stacks.flatMap((one, place) => (place === at ? (kept ? [kept] : []) : [one]))
}

/** The changes with these stacks; none where they are what is in force anyway. */
export function stacksSet(live: readonly Stack[], changes: readonly DraftChange[], next: Stack[]): DraftChange[] {
  const others = changes.filter((change) => !isSet(change))
  const same = JSON.stringify(stacksWith(live, [])) === JSON.stringify(next)
  return same ? others : [...others, { change: 'set_stacks', stacks: next }]
}
