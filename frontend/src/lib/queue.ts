/** The order of the inbox: longest-waiting customer first, and never moving under somebody's pointer. */

export type Waiting = { id: string; customer_waiting: boolean; created_at: string }
export type Arranged = { shown: string[]; unseen: number }

/** A customer on the line comes before one who is not; then whoever has waited longest. */
export function longestFirst<T extends Waiting>(waiting: readonly T[]): T[] {
  return [...waiting].sort(
    (a, b) =>
      Number(b.customer_waiting) - Number(a.customer_waiting) ||
      Date.parse(a.created_at) - Date.parse(b.created_at) ||
      a.id.localeCompare(b.id),
  )
}

/**
 * What to show, given what is shown and what waits now. While frozen, nothing moves: what was settled keeps its
 * place, what came is only counted. A list in which nothing waits any more has nothing to keep still.
 */
export function arrange(shown: readonly string[], waiting: readonly string[], frozen: boolean): Arranged {
  const still = frozen && shown.some((id) => waiting.includes(id))
  if (!still) return { shown: [...waiting], unseen: 0 }
  return { shown: [...shown], unseen: waiting.filter((id) => !shown.includes(id)).length }
}

/** The neighbour to move to with J and K; stays inside the list. */
export function neighbour(ids: readonly string[], from: string | null, step: 1 | -1): string | null {
  if (ids.length === 0) return null
  const at = from === null ? -1 : ids.indexOf(from)
  if (at < 0) return ids[0] ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null
}
