/** A request as its requester would have it instead, and what that changes. */
import type { Request } from '../../api/shapes'
import { readMoney } from '../../lib/money'

export type Edit = { amount: string; remedy: string; reason: string; note: string }
export type Changes = { amount?: number; remedy?: Request['remedy']; reason?: string; note?: string }

/** Only what differs; null: nothing does, or the amount is none. */
export function changesOf(request: Request, edit: Edit, locale: string): Changes | null {
  const { amount } = readMoney(edit.amount, request.currency, locale)
  if (!amount) return null
  const changes: Changes = {
    ...(amount !== request.amount && { amount }),
    ...(edit.remedy !== request.remedy && { remedy: edit.remedy as Request['remedy'] }),
    ...(edit.reason !== request.reason && { reason: edit.reason }),
    ...(edit.note.trim() !== (request.note ?? '') && { note: edit.note.trim() }),
  }
  return Object.keys(changes).length > 0 ? changes : null
}
