/** Budgets as a draft would make them: how much, or how many, in a window. */
import type { DraftChange, OtherChange } from './draft'

export type BudgetRow = {
  id: string
  subject: string
  remedy: string
  currency: string
  brand: string
  per: string
  window: string
  measure: string
  limit: number
  zone: string
  when: string
  guideline: string
  sentence: string
}
export type MarkedBudget = BudgetRow & { status: 'same' | 'changed' | 'added' | 'removed'; before: number | null }

type Keyed = Pick<BudgetRow, 'subject' | 'remedy' | 'currency' | 'brand' | 'per' | 'window' | 'measure' | 'when'>

export const budgetKey = (one: Keyed): string =>
  [one.subject, one.remedy, one.currency, one.brand, one.per, one.window, one.measure, one.when].join(' | ')

const text = (value: OtherChange[string] | undefined, otherwise = ''): string =>
  typeof value === 'string' ? value : otherwise

/** What a change says about a budget, with what goes without saying. */
const rowOf = (change: OtherChange): BudgetRow => ({
  ...{ id: '', sentence: '', limit: Number(change.limit ?? 0), zone: text(change.zone), when: text(change.when) },
  ...{ subject: text(change.subject), remedy: text(change.remedy, '*'), currency: text(change.currency) },
  ...{ brand: text(change.brand, '*'), per: text(change.per), window: text(change.window) },
  ...{ measure: text(change.measure, 'amount'), guideline: text(change.guideline) },
})

/** The budgets as they would be, each marked with what the draft does to it. */
export function budgetsWith(budgets: readonly BudgetRow[], changes: readonly DraftChange[]): MarkedBudget[] {
  const marked = new Map<string, MarkedBudget>()
  for (const one of budgets) marked.set(budgetKey(one), { ...one, status: 'same', before: one.limit })
  for (const change of changes) {
    if (change.change === 'remove_budget') {
      for (const [key, old] of marked) if (old.id === change.budget) marked.set(key, { ...old, status: 'removed' })
    } else if (change.change === 'set_budget') {
      const next = rowOf(change)
      const key = budgetKey(next)
      const old = marked.get(key)
      if (!old) marked.set(key, { ...next, status: 'added', before: null })
      else {
        const { limit, guideline, zone } = next
        marked.set(key, { ...old, limit, guideline, zone: zone || old.zone, status: 'changed' })
      }
    }
  }
  return [...marked.values()]
}

const touches = (change: DraftChange, one: BudgetRow): boolean =>
  change.change === 'remove_budget'
    ? change.budget === one.id
    : change.change === 'set_budget' && budgetKey(rowOf(change)) === budgetKey(one)

/** The draft with this budget set; one that was another before goes. */
export function withBudget(
  changes: readonly DraftChange[],
  old: MarkedBudget | null,
  next: BudgetRow,
  live: readonly BudgetRow[],
): DraftChange[] {
  const moved = old && old.status !== 'removed' && budgetKey(old) !== budgetKey(next)
  const before = moved ? withoutBudget(changes, old) : changes
  const known = live.find((one) => budgetKey(one) === budgetKey(next))
  const kept = before.filter((change) => !touches(change, { ...next, id: known?.id ?? '' }))
  const { id: _id, sentence: _sentence, zone, ...said } = next
  const same =
    known && known.limit === next.limit && known.guideline === next.guideline && (!zone || zone === known.zone)
  return same ? kept : [...kept, { change: 'set_budget', ...said, ...(zone ? { zone } : {}) }]
}

/** The draft with a budget taken away; one that the draft itself added is simply not added. */
export function withoutBudget(changes: readonly DraftChange[], gone: MarkedBudget): DraftChange[] {
  const kept = changes.filter((change) => !touches(change, gone))
  return gone.id ? [...kept, { change: 'remove_budget', budget: gone.id }] : kept
}
