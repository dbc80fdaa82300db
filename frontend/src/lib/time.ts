/** Moments and spans as people read them. */

export const secondsSince = (at: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(at)) / 1000))

/** 7 → "0:07", 75 → "1:15", 3_700 → "1 h 01". Stays narrow, so that a ticking list does not move. */
export function span(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  if (seconds >= 86_400) return `${Math.floor(seconds / 86_400)} d ${two(Math.floor((seconds % 86_400) / 3600))} h`
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))}`
  return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
}

/** "25 s" or "6 min": a usual duration, rounded the way one says it. */
export const usual = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`

export const clock = (at: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }).format(
    new Date(at),
  )

export const day = (at: string, locale?: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at))

/** "14:03" today, "19 Nov, 14:03" before. */
export function moment(at: string, locale?: string, now: Date = new Date()): string {
  const date = new Date(at)
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(date)
  if (date.toDateString() === now.toDateString()) return time
  const shown = { day: 'numeric', month: 'short' } as const
  const year = date.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return `${new Intl.DateTimeFormat(locale, { ...shown, ...year }).format(date)}, ${time}`
}
