/** The way back to an earlier version, as the changes of a draft. */
import { type BudgetRow, budgetKey } from './budgets'
import { type DraftChange, keyOf, setOf } from './draft'
import type { Rule } from './matrix'
import { type Quorum, quorumsSet, quorumsWith } from './quorums'
import { type Stack, stacksSet, stacksWith } from './stacks'

/** What the earlier version has otherwise than the one in force. */
export type Apart = {
  added: readonly Rule[]
  removed: readonly Rule[]
  changed: readonly Rule[]
  budgets_added: readonly BudgetRow[]
  budgets_removed: readonly BudgetRow[]
  budgets_changed: readonly BudgetRow[]
}
/** What is replaced as a whole. */
export type Besides = { stacks: readonly Stack[]; quorums: readonly Quorum[] }

export function changesBack(apart: Apart, live: Besides, earlier: Besides): DraftChange[] {
  const come = [...apart.changed, ...apart.added]
  const kept = new Set(come.map(keyOf))
  const gone = apart.removed.filter((rule) => !kept.has(keyOf(rule)))
  const limits: DraftChange[] = [
    ...gone.map(({ rule }) => ({ change: 'remove_limit' as const, rule })),
    ...come.map((rule) => setOf(rule)),
  ]
  const besides = stacksSet(live.stacks, [...limits, ...budgetsBack(apart)], stacksWith(earlier.stacks, []))
  return quorumsSet(live.quorums, besides, quorumsWith(earlier.quorums, []))
}

function budgetsBack({ budgets_added, budgets_changed, budgets_removed }: Apart): DraftChange[] {
  const come = [...budgets_changed, ...budgets_added]
  const kept = new Set(come.map(budgetKey))
  const gone = budgets_removed.filter((one) => !kept.has(budgetKey(one)))
  return [
    ...gone.map(({ id }) => ({ change: 'remove_budget' as const, budget: id })),
    ...come.map(({ id: _id, sentence: _said, ...said }) => ({ change: 'set_budget' as const, ...said })),
  ]
}
