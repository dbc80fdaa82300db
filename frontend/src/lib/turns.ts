/** Whose turn it is: with whom a request waits, until when, and who is next. */

import type { Request } from '../api/shapes'

type Approval = NonNullable<Request['approval']>

export type Turn = {
  names: string[]
  /** Whole seconds until it goes on; null where no clock runs. */
  left: number | null
  /** How much of the time is left, from 1 to 0; null where no clock runs. */
  share: number | null
  next: string | null
  callback: boolean
  backAt: string | null
}

/** What the screens say about a waiting request at this moment. */
export function turnOf(approval: Approval, now: number): Turn {
  const { offered_to, next_step_at, offered_at, next_to, callback, back_at } = approval
  const ends = next_step_at ? Date.parse(next_step_at) : null
  const begun = offered_at ? Date.parse(offered_at) : null
  const left = ends === null ? null : Math.max(0, Math.ceil((ends - now) / 1000))
  const whole = ends === null || begun === null ? null : (ends - begun) / 1000
  return {
    names: offered_to.map(({ name }) => name),
    left,
    share: left === null || !whole || whole <= 0 ? null : Math.min(1, Math.max(0, left / whole)),
    next: ends === null ? null : next_to,
    callback,
    backAt: offered_to.length === 0 ? back_at : null,
  }
}

export const isMine = (approval: Approval | null | undefined, me: string): boolean =>
  approval?.offered_to.some(({ id }) => id === me) ?? false

/** "tier:lead" as the words to say it by: its kind, and the name of the tier. */
export function nextOf(to: string): { kind: string; tier: string } {
  const [kind = '', tier = ''] = to.split(':')
  return { kind, tier }
}
