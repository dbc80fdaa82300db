import type { Draft } from '../../../api/shapes'
import type { DraftChange, OtherChange } from '../../../lib/draft'

type Told = Draft['changes'][number]

/** A change as the server tells it, in the form in which it is sent: without what it leaves empty. */
export function told(change: Told): DraftChange {
  if (change.change === 'remove_limit') return { change: 'remove_limit', rule: change.rule ?? '' }
  // Who set it, the server says; it is not ours to send.
  const known = Object.entries(change).filter(([field, value]) => field !== 'author' && value !== null)
  const said = Object.fromEntries(known.filter(([, value]) => value !== undefined))
  if (change.change !== 'set_limit') return said as OtherChange
  return {
    brand: '*',
    mode: 'auto',
    when: '',
    guideline: '',
    subject: '',
    remedy: '',
    currency: '',
    ...said,
    change: 'set_limit',
    kind: change.kind === 'cap' ? 'cap' : 'grant',
    amount: change.amount ?? null,
  }
}
