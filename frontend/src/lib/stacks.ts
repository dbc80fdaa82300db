/** What is summed before the answer, as a draft would have it. */
import type { DraftChange } from './draft'

export type Stack = { per: 'order' | 'customer'; remedies: string[]; hours: number | null }

const isSet = (change: DraftChange) => change.change === 'set_stacks'

/** The stacks in force, or those of the draft. */
export function stacksWith(live: readonly Stack[], changes: readonly DraftChange[]): Stack[] {
  const said = changes.findLast(isSet) as { stacks?: Stack[] } | undefined
  return (said?.stacks ?? live).map(({ per, remedies, hours }) => ({ per, remedies, hours: hours ?? null }))
}

/** The changes with these stacks; none where they are what is in force anyway. */
export function stacksSet(live: readonly Stack[], changes: readonly DraftChange[], next: Stack[]): DraftChange[] {
  const others = changes.filter((change) => !isSet(change))
  const same = JSON.stringify(stacksWith(live, [])) === JSON.stringify(next)
  return same ? others : [...others, { change: 'set_stacks', stacks: next }]
}
