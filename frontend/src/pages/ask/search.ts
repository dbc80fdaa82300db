/** What a link into the form may bring along, for instance from the helpdesk. */
export type AskSearch = {
  order?: string
  customer?: string
  channel?: string
  remedy?: string
  amount?: number
  reason?: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined)

export function askSearch(search: Record<string, unknown>): AskSearch {
  const amount = Number(search.amount)
  return {
    order: text(search.order),
    customer: text(search.customer),
    channel: text(search.channel),
    remedy: text(search.remedy),
    amount: Number.isSafeInteger(amount) && amount > 0 ? amount : undefined,
    reason: text(search.reason),
  }
}
