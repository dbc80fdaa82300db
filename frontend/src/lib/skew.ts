/** The server's clock as seen from here: countdowns follow it, also where this device's clock is wrong. */

const TRUSTED_MS = 3_000
let skew = 0

/** An answer said what time it is over there. It says seconds only, so small differences are none. */
export function heardTime(date: string | null, now: number = Date.now()): void {
  const there = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(there)) return
  const difference = now - there
  skew = Math.abs(difference) > TRUSTED_MS ? difference : 0
}

export const serverNow = (): number => Date.now() - skew
