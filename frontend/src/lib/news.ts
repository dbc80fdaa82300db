/** Whether a list of requests brings news worth a sound. */
import type { Request } from '../api/shapes'

type Seen = Pick<Request, 'id' | 'state'>

const ANSWERS = new Set<string>(['offered', 'needs_info', 'granted', 'executing', 'settled', 'rejected', 'expired'])

/** Something waits that was not there. */
export function cameIn(before: readonly Seen[], now: readonly Seen[]): boolean {
  const known = new Set(before.map(({ id }) => id))
  return now.some(({ id }) => !known.has(id))
}

/** Somebody answered what waited. What one does oneself, such as withdrawing, is no news. */
export function wasAnswered(before: readonly Seen[], now: readonly Seen[]): boolean {
  const waited = new Set(before.filter(({ state }) => state === 'pending').map(({ id }) => id))
  return now.some(({ id, state }) => waited.has(id) && ANSWERS.has(state))
}
