/** A budget as a form: what was typed, until it can be read. */
import type { BudgetRow } from '../../../lib/budgets'
import { type Clause, clausesOf, writeCondition } from '../../../lib/conditions'
import type { Scope } from '../../../lib/matrix'
import { readMoney, typed } from '../../../lib/money'
import type { FormError } from '../rule/ruleForm'
import { DAYS } from './useBudgetSaid'

export type BudgetForm = Omit<BudgetRow, 'limit' | 'window' | 'when' | 'sentence'> & {
  text: string
  /** One of the named windows, or `days` for so many. */
  window: string
  days: string
  clauses: (Clause | string)[]
}
export type BudgetProblems = Partial<Record<'limit' | 'days' | 'subject' | 'condition', FormError>>

export const blankBudget = (scope: Scope, tier: string): BudgetForm => ({
  ...{ id: '', subject: `tier:${tier}`, remedy: '*', ...scope, per: 'agent', measure: 'amount', zone: '' },
  ...{ guideline: '', text: '', window: 'day', days: '90', clauses: [] },
})

export function budgetFormOf(budget: BudgetRow, locale: string): BudgetForm {
  const { limit, window, when, sentence: _sentence, ...rest } = budget
  const [, days] = DAYS.exec(window) ?? []
  return {
    ...rest,
    text: budget.measure === 'count' ? String(limit) : typed(limit, budget.currency, locale),
    window: days ? 'days' : window,
    days: days ?? '90',
    clauses: clausesOf(when),
  }
}

function limitOf(form: BudgetForm, locale: string): { limit: number; error: FormError | null } {
  if (form.measure === 'count') {
    const count = /^\d{1,12}$/.test(form.text.trim()) ? Number(form.text) : null
    return count === null ? { limit: 0, error: 'not-a-number' } : { limit: count, error: null }
  }
  const money = readMoney(form.text, form.currency, locale)
  return money.error ? { limit: 0, error: money.error } : { limit: money.amount, error: null }
}

/** What the form says as a budget, or what is wrong with which part. */
export function readBudget(
  form: BudgetForm,
  locale: string,
): { budget: BudgetRow; problems: null } | { problems: BudgetProblems } {
  const problems: BudgetProblems = {}
  const { limit, error } = limitOf(form, locale)
  if (error) problems.limit = error
  if (!form.subject) problems.subject = 'subject'
  if (form.window === 'days' && !DAYS.test(`${form.days}d`)) problems.days = 'not-a-number'
  if (form.clauses.some((one) => typeof one !== 'string' && one.values.every((value) => !value))) {
    problems.condition = 'value'
  }
  if (Object.keys(problems).length > 0) return { problems }
  const { text: _text, days, clauses, window, guideline, ...rest } = form
  const when = writeCondition(clauses)
  const named = window === 'days' ? `${days}d` : window
  return {
    budget: { ...rest, limit, window: named, when, guideline: guideline.trim(), sentence: '' },
    problems: null,
  }
}
