/** The geometry of the limit meter, in per cent of its width. */

export type Bar = { within: number; over: number; mark: number | null }

const ROOM = 1.2 // So that neither the limit nor the amount ever sits at the very edge.

/** `limit` null means that no limit applies (or that there is none to show): a full, calm bar. */
export function barOf(amount: number, limit: number | null): Bar {
  if (limit === null) return { within: 100, over: 0, mark: null }
  const whole = Math.max(amount, limit) * ROOM
  if (whole <= 0) return { within: 0, over: 0, mark: null }
  const within = (Math.min(amount, limit) / whole) * 100
  return { within, over: (Math.max(0, amount - limit) / whole) * 100, mark: (limit / whole) * 100 }
}
