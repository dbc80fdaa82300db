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
  from?: string | null
  until?: string | null
  /** The rule that becomes this, where it was about something else before. */
  rule?: string
}
export type RemoveChange = { change: 'remove_limit'; rule: string }
/** What a draft changes beside limits, budgets and what tests expect; carried along as it is. */
export type OtherChange = {
  change: 'expect' | 'set_budget' | 'remove_budget' | 'set_stacks' | 'set_quorums'
  [field: string]: string | number | null | readonly object[]
}
export type DraftChange = SetChange | RemoveChange | OtherChange

export type Marked = Rule & {
  status: 'same' | 'changed' | 'added' | 'removed'
  before: number | null
  /** It is about something else than in force: a change of it names its id. */
  moved?: boolean
}

type Keyed = Omit<Rule, 'rule' | 'amount' | 'guideline'>

const stamp = (moment: string | null | undefined) => (moment ? Date.parse(moment) : '')

/** Two rules with the same key are the same rule with another amount. */
export const keyOf = (one: Keyed): string =>
  [
    ...[one.subject, one.remedy, one.currency, one.brand, one.mode, one.kind, one.when],
    ...[stamp(one.from), stamp(one.until)],
  ].join(' | ')

const isOther = (change: DraftChange): change is OtherChange =>
  change.change !== 'set_limit' && change.change !== 'remove_limit'

const VALUES = new Set(['limit', 'expect', 'why', 'stacks', 'quorums'])

/** What a change is about: two with the same name cannot both count. */
export function nameOf(change: DraftChange): string {
  if (change.change === 'remove_limit') return `remove ${change.rule}`
  if (!isOther(change)) return keyOf(change)
  const about = Object.entries(change).filter(([field]) => !VALUES.has(field))
  return JSON.stringify(about.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The limits as they would be, each marked with what the draft does to it. */
export function overlay(rules: readonly Rule[], changes: readonly DraftChange[]): Marked[] {
  const marked = new Map<string, Marked>()
  for (const rule of rules) marked.set(keyOf(rule), { ...rule, status: 'same', before: rule.amount })
  const byId = new Map(rules.map((rule) => [rule.rule, rule]))
  for (const change of changes) {
    if (isOther(change)) continue
    if (change.change === 'remove_limit') {
      const old = byId.get(change.rule)
      if (old) marked.set(keyOf(old), { ...old, before: old.amount, status: 'removed' })
      continue
    }
    put(marked, change, change.rule ? byId.get(change.rule) : undefined)
  }
  return [...marked.values()]
}

function put(marked: Map<string, Marked>, change: SetChange, named: Rule | undefined) {
  const { change: _change, rule: _rule, ...said } = change
  const key = keyOf(change)
  const moved = named !== undefined && keyOf(named) !== key
  const old = moved ? { ...named, before: named.amount } : marked.get(key)
  if (moved) marked.delete(keyOf(named))
  const span = { from: change.from ?? null, until: change.until ?? null }
  if (old) marked.set(key, { ...old, ...said, ...span, status: 'changed', ...(moved ? { moved } : {}) })
  else marked.set(key, { ...said, ...span, rule: '', status: 'added', before: null })
}

const touches = (change: DraftChange, key: string, rule: string | undefined): boolean => {
  if (isOther(change)) return false
  if (change.change === 'remove_limit') return change.rule === rule
  return keyOf(change) === key || (change.rule !== undefined && change.rule === rule)
}

const unchanged = (live: Rule, next: SetChange): boolean =>
  keyOf(live) === keyOf(next) && live.amount === next.amount && live.guideline === next.guideline

/** The changes with one more: it takes the place of an earlier one on the same rule; setting back is no change. */
export function withChange(changes: readonly DraftChange[], next: SetChange, rules: readonly Rule[]): DraftChange[] {
  const key = keyOf(next)
  const live = rules.find((rule) => (next.rule ? rule.rule === next.rule : keyOf(rule) === key))
  const kept = changes.filter((change) => !touches(change, key, live?.rule))
  return live && unchanged(live, next) ? kept : [...kept, next]
}

/** The changes with a rule taken away; one that the draft itself added is simply not added. */
export function without(changes: readonly DraftChange[], gone: Marked): DraftChange[] {
  const key = keyOf(gone)
  const kept = changes.filter((change) => !touches(change, key, gone.rule || undefined))
  return gone.rule ? [...kept, { change: 'remove_limit', rule: gone.rule }] : kept
}

/** The change that makes a rule what it is, or with these parts otherwise. */
export function setOf(rule: Rule & { moved?: boolean }, part: Partial<SetChange> = {}): SetChange {
  const { subject, remedy, currency, brand, mode, amount, when, guideline } = rule
  const kind = rule.kind === 'cap' ? 'cap' : 'grant'
  const range = rule.from || rule.until ? { from: rule.from ?? null, until: rule.until ?? null } : {}
  const set = { subject, remedy, currency, brand, mode, amount, kind, when, guideline } as const
  const named = rule.moved ? { rule: rule.rule } : {}
  return { change: 'set_limit', ...set, ...range, ...named, ...part }
}
