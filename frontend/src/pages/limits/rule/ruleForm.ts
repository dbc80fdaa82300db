/** A rule as a form: what was typed, until it can be read. */
import { type Clause, clausesOf, writeCondition } from '../../../lib/conditions'
import { type DraftChange, keyOf, type Marked, type SetChange, withChange, without } from '../../../lib/draft'
import type { Rule } from '../../../lib/matrix'
import { readMoney, typed } from '../../../lib/money'

export type RuleForm = {
  subject: string
  remedy: string
  currency: string
  brand: string
  mode: string
  kind: 'grant' | 'cap'
  text: string
  noLimit: boolean
  clauses: (Clause | string)[]
  guideline: string
  /** As a date and time of this place, `2026-11-22T09:00`; empty is always. */
  from: string
  until: string
}
export type FormError = 'empty' | 'not-a-number' | 'too-fine' | 'too-big' | 'zero' | 'value' | 'order' | 'subject'
export type FormProblems = Partial<Record<'amount' | 'condition' | 'range' | 'subject', FormError>>

const two = (n: number) => String(n).padStart(2, '0')

/** A moment as an input of this place shows it. */
export function localOf(moment: string | null | undefined): string {
  if (!moment) return ''
  const at = new Date(moment)
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** To the second: what is within one is not told apart. */
export const momentOf = (local: string): string | null =>
  local ? new Date(local).toISOString().replace(/\.\d{3}Z$/, 'Z') : null

export function formOf(rule: Rule, locale: string): RuleForm {
  const { subject, remedy, currency, brand, mode, guideline } = rule
  return {
    ...{ subject, remedy, currency, brand, mode, guideline },
    kind: rule.kind === 'cap' ? 'cap' : 'grant',
    text: rule.amount === null ? '' : typed(rule.amount, currency, locale),
    noLimit: rule.amount === null,
    clauses: clausesOf(rule.when),
    from: localOf(rule.from),
    until: localOf(rule.until),
  }
}

const unfinished = (clause: Clause | string) => typeof clause !== 'string' && clause.values.every((value) => !value)

function amountOf(form: RuleForm, locale: string): { amount: number | null; error: FormError | null } {
  if (form.noLimit && form.kind === 'grant') return { amount: null, error: null }
  const money = readMoney(form.text, form.currency, locale)
  if (money.error) return { amount: null, error: money.error }
  return { amount: money.amount, error: money.amount === 0 && form.kind === 'grant' ? 'zero' : null }
}

/** What the form says as a change, or what is wrong with which part. */
export function readForm(
  form: RuleForm,
  locale: string,
): { change: SetChange; problems: null } | { problems: FormProblems } {
  const problems: FormProblems = {}
  const { amount, error } = amountOf(form, locale)
  if (error) problems.amount = error
  if (!form.subject) problems.subject = 'subject'
  if (form.clauses.some(unfinished)) problems.condition = 'value'
  const [from, until] = [momentOf(form.from), momentOf(form.until)]
  if (from && until && from >= until) problems.range = 'order'
  if (Object.keys(problems).length > 0) return { problems }
  const { subject, remedy, currency, brand, mode, kind } = form
  const range = from || until ? { from, until } : {}
  const change = {
    ...{ change: 'set_limit' as const, subject, remedy, currency, brand, mode, kind, amount, ...range },
    when: writeCondition(form.clauses),
    guideline: form.guideline.trim(),
  }
  return { change, problems: null }
}

/** The draft with a rule put otherwise: under another condition, or for somebody else, it stays the rule that it is. */
export function replaced(
  changes: readonly DraftChange[],
  old: Marked | null,
  next: SetChange,
  live: readonly Rule[],
): DraftChange[] {
  if (!old || old.status === 'removed') return withChange(changes, next, live)
  if (old.rule) {
    const otherwise = old.moved || keyOf(old) !== keyOf(next)
    return withChange(changes, otherwise ? { ...next, rule: old.rule } : next, live)
  }
  return withChange(without(changes, old), next, live)
}
