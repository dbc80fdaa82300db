import type { Request, RequestState } from '../../api/shapes'
import { STATES } from '../../lib/states'
import { REMEDIES } from '../../ui/remedies'

/** The filters of the history, as they stand in the address. */
export type HistorySearch = {
  state?: string
  remedy?: string
  requester?: string
  team?: string
  customer_id?: string
  order_id?: string
  since?: string
  until?: string
  open?: string
}

export const FILTERS = ['state', 'remedy', 'requester', 'team', 'customer_id', 'order_id', 'since', 'until'] as const
const KEYS = [...FILTERS, 'open'] as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function historySearch(search: Record<string, unknown>): HistorySearch {
  const read: HistorySearch = {}
  for (const key of KEYS) {
    const value = search[key]
    const text = typeof value === 'number' ? String(value) : value
    if (typeof text === 'string' && text) read[key] = text
  }
  if (read.since && !DAY.test(read.since)) read.since = undefined
  if (read.until && !DAY.test(read.until)) read.until = undefined
  return read
}

/** Days as people mean them, in their own time zone, as the half-open span that the API takes. */
export function queryOf({ open: _open, state: wanted, remedy: what, since, until, ...rest }: HistorySearch) {
  const state: RequestState | undefined = STATES.find((one) => one === wanted)
  const remedy: Request['remedy'] | undefined = REMEDIES.find((one) => one === what)
  const start = (day: string, later: number) => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
    return new Date(year, month - 1, date + later).toISOString()
  }
  return {
    ...rest,
    ...(state ? { state } : {}),
    ...(remedy ? { remedy } : {}),
    ...(since ? { since: start(since, 0) } : {}),
    ...(until ? { until: start(until, 1) } : {}),
  }
}
