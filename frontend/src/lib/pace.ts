const LONGEST_MS = 15_000

/**
 * How long to wait for the next look, after so many in a row that came to nothing: twice as long each time, up to a
 * quarter of a minute. The chance in it keeps a server that comes back from being met by everybody at once.
 */
export function paced(ms: number, missed: number, chance = Math.random()): number {
  if (missed === 0) return ms
  return Math.min(ms * 2 ** missed, LONGEST_MS) * (0.8 + 0.2 * chance)
}
