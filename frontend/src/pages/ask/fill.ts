/** The form as it is being filled, and the request it makes. */
import type { NewRequest, Order, Reason } from '../../api/shapes'
import { readMoney } from '../../lib/money'

export type Fill = {
  order: Order | null
  /** Whom it is for where there is no order. */
  customer: string | null
  currency: string
  remedy: string
  amount: string
  reason: string | null
  channel: string
  waiting: boolean
  note: string
  split: boolean
  /** Act before anybody is asked; looked at afterwards. */
  override: boolean
}

export const EMPTY: Fill = {
  order: null,
  customer: null,
  currency: 'USD',
  remedy: 'refund',
  amount: '',
  reason: null,
  channel: 'phone',
  waiting: true,
  note: '',
  split: false,
  override: false,
}

/** An order says its currency. */
export const currencyOf = (fill: Fill): string => fill.order?.currency ?? fill.currency

/** The request that the form makes, or null while something needed is missing. */
export function requestOf(fill: Fill, locale: string): NewRequest | null {
  if (!(fill.order || fill.customer) || !fill.reason) return null
  const money = readMoney(fill.amount, currencyOf(fill), locale)
  if (money.amount === null || money.amount === 0) return null
  return {
    remedy: fill.remedy as NewRequest['remedy'],
    amount: money.amount,
    currency: currencyOf(fill),
    reason: fill.reason,
    ...(fill.order ? { order_id: fill.order.id } : { customer_id: fill.customer }),
    channel: fill.channel as NewRequest['channel'],
    customer_waiting: fill.waiting,
    ...(fill.note.trim() ? { note: fill.note.trim() } : {}),
    split: fill.split,
    override: fill.override,
  }
}

export type Missing =
  | `ask.missing.${'order' | 'amount' | 'reason' | 'note' | 'why'}`
  | `ask.amountError.${'not-a-number' | 'too-fine' | 'too-big'}`

/** The first thing still to be filled in, as a key of the sentence that says so. */
export function missing(fill: Fill, reasons: Reason[], locale: string): Missing | null {
  if (!fill.order && !fill.customer) return 'ask.missing.order'
  const money = readMoney(fill.amount, currencyOf(fill), locale)
  if (money.error && money.error !== 'empty') return `ask.amountError.${money.error}` as const
  if (money.amount === null || money.amount === 0) return 'ask.missing.amount'
  if (!fill.reason) return 'ask.missing.reason'
  if (fill.note.trim()) return null
  if (fill.override) return 'ask.missing.why'
  return reasons.find(({ code }) => code === fill.reason)?.note_required ? 'ask.missing.note' : null
}
