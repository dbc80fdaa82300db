/** Two people, or two tabs, changed one draft: what each did, and both together. */
import { type DraftChange, nameOf } from './draft'

const text = (change: DraftChange): string =>
  JSON.stringify(Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1)))

export const sameChanges = (a: readonly DraftChange[], b: readonly DraftChange[]): boolean =>
  a.length === b.length && a.every((change, at) => text(change) === text(b[at] as DraftChange))

/** The changes of one list that the other does not have, or has otherwise. */
export function beyond(list: readonly DraftChange[], other: readonly DraftChange[]): DraftChange[] {
  const known = new Set(other.map(text))
  return list.filter((change) => !known.has(text(change)))
}

/** Theirs with what I did since `base` on top: mine wins where both touched the same rule. */
export function both(
  base: readonly DraftChange[],
  mine: readonly DraftChange[],
  theirs: readonly DraftChange[],
): DraftChange[] {
  const added = beyond(mine, base)
  const touched = new Set(added.map(nameOf))
  const kept = new Set(mine.map(nameOf))
  const dropped = new Set(base.map(nameOf).filter((name) => !kept.has(name)))
  return [...theirs.filter((change) => !touched.has(nameOf(change)) && !dropped.has(nameOf(change))), ...added]
}
