/** A draft laid over the limits in force: what it changes, and what a change of it is. */
import type { Rule } from './matrix'

export type SetChange = {
  change: 'set_limit'
  subject: string
  remedy: string
  currency: string
  brand: string
  mode: string
  amount: number | null
  kind: 'grant' | 'cap'
  when: string
  guideline: string
}
export type RemoveChange = { change: 'remove_limit'; rule: string }
export type DraftChange = SetChange | RemoveChange

export type Marked = Rule & { status: 'same' | 'changed' | 'added' | 'removed'; before: number | null }

type Keyed = Omit<Rule, 'rule' | 'amount' | 'guideline'>

/** Two rules with the same key are the same rule with another amount. */
export const keyOf = (one: Keyed): string =>
  [one.subject, one.remedy, one.currency, one.brand, one.mode, one.kind, one.when].join(' | ')

/** The limits as they would be, each marked with what the draft does to it. */
export function overlay(rules: readonly Rule[], changes: readonly DraftChange[]): Marked[] {
  const marked = new Map<string, Marked>()
  for (const rule of rules) marked.set(keyOf(rule), { ...rule, status: 'same', before: rule.amount })
  for (const change of changes) {
    if (change.change === 'remove_limit') {
      const old = [...marked.values()].find(({ rule }) => rule === change.rule)
      if (old) marked.set(keyOf(old), { ...old, status: 'removed' })
      continue
    }
    const key = keyOf(change)
    const old = marked.get(key)
    const fields = { amount: change.amount, guideline: change.guideline }
    if (old) marked.set(key, { ...old, ...fields, status: 'changed' })
    else marked.set(key, { ...change, rule: '', status: 'added', before: null })
  }
  return [...marked.values()]
}

const touches = (change: DraftChange, key: string, rule: string | undefined): boolean =>
  change.change === 'remove_limit' ? change.rule === rule : keyOf(change) === key

/** The changes with one more: it takes the place of an earlier one on the same rule; setting back is no change. */
export function withChange(changes: readonly DraftChange[], next: SetChange, rules: readonly Rule[]): DraftChange[] {
  const key = keyOf(next)
  const live = rules.find((rule) => keyOf(rule) === key)
  const kept = changes.filter((change) => !touches(change, key, live?.rule))
  const asBefore = live && live.amount === next.amount && live.guideline === next.guideline
  return asBefore ? kept : [...kept, next]
}

/** The changes with a rule taken away; one that the draft itself added is simply not added. */
export function without(changes: readonly DraftChange[], gone: Marked): DraftChange[] {
  const key = keyOf(gone)
  const kept = changes.filter((change) => !touches(change, key, gone.rule || undefined))
  return gone.rule ? [...kept, { change: 'remove_limit', rule: gone.rule }] : kept
}

/** The changes that lead from the rules in force back to those of an earlier version. */
export function changesBack(live: readonly Rule[], earlier: readonly Rule[]): DraftChange[] {
  const kept = new Set(earlier.map(keyOf))
  const gone: DraftChange[] = live
    .filter((rule) => !kept.has(keyOf(rule)))
    .map(({ rule }) => ({ change: 'remove_limit', rule }))
  return earlier.reduce<DraftChange[]>((changes, rule) => {
    const { subject, remedy, currency, brand, mode, amount, when, guideline } = rule
    const kind = rule.kind === 'cap' ? 'cap' : 'grant'
    const set = { change: 'set_limit', subject, remedy, currency, brand, mode, amount, kind, when, guideline } as const
    return withChange(changes, set, live)
  }, gone)
}
