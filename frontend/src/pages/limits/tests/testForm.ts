/** A test of the limits as a form: what was typed, until it can be read. */
import type { KeptTest, NewTest } from '../../../api/shapes'
import type { Scope } from '../../../lib/matrix'
import { readMoney, typed } from '../../../lib/money'
import { type FormError, localOf, momentOf } from '../rule/ruleForm'

type Kept = Pick<KeptTest, 'name' | 'who' | 'remedies' | 'reason' | 'expect' | 'channel' | 'override' | 'holds'>
export type TestForm = Kept & {
  scope: Scope
  /** Several amounts, with semicolons or spaces between them. */
  amounts: string
  age: number | ''
  captured: string
  at: string
}
export type TestProblems = Partial<Record<'who' | 'remedies' | 'amounts' | 'captured', FormError>>

export const blankTest = (scope: Scope): TestForm => ({
  ...{ name: '', who: ['tier:agent'], remedies: ['refund'], reason: 'DAMAGED_DEFECTIVE', expect: 'allow' },
  ...{ channel: null, override: false, holds: [], scope, amounts: '', age: '', captured: '', at: '' },
})

export function testFormOf(test: KeptTest, locale: string): TestForm {
  const { name, who, remedies, reason, expect, channel, override, holds, currency } = test
  const money = (amount: number) => typed(amount, currency, locale)
  return {
    ...{ name, who, remedies, reason, expect, channel, override, holds },
    scope: { brand: test.brand, currency },
    amounts: test.amounts.map(money).join('; '),
    age: test.order_age_days ?? '',
    captured: test.order_captured === null ? '' : money(test.order_captured),
    at: localOf(test.at),
  }
}

function amountsOf(text: string, currency: string, locale: string): { amounts: number[]; error: FormError | null } {
  const words = text.split(/[;\s]+/).filter((word) => word && word.toUpperCase() !== currency)
  if (words.length === 0) return { amounts: [], error: 'empty' }
  const read = words.map((word) => readMoney(word, currency, locale))
  const wrong = read.find(({ error }) => error)
  if (wrong?.error) return { amounts: [], error: wrong.error }
  const amounts = [...new Set(read.map(({ amount }) => amount ?? 0))]
  return { amounts, error: amounts.includes(0) ? 'zero' : null }
}

/** What the form says as a test, or what is wrong with which part; of a test that is kept, the rest stays as it was. */
export function readTest(
  form: TestForm,
  was: KeptTest | null,
  locale: string,
): { test: NewTest; problems: null } | { problems: TestProblems } {
  const { scope, amounts: text, age, captured: paid, at, ...plain } = form
  const problems: TestProblems = {}
  const { amounts, error } = amountsOf(text, scope.currency, locale)
  const captured = readMoney(paid, scope.currency, locale)
  if (error) problems.amounts = error
  if (captured.error && captured.error !== 'empty') problems.captured = captured.error
  if (form.who.length === 0) problems.who = 'subject'
  if (form.remedies.length === 0) problems.remedies = 'value'
  if (Object.keys(problems).length > 0) return { problems }
  const kept = was ? { id: was.id, given: was.given, origin: was.origin } : { given: {} }
  return {
    test: {
      ...kept,
      ...plain,
      amounts,
      brand: scope.brand,
      currency: scope.currency,
      name: form.name.trim(),
      order_age_days: age === '' ? null : age,
      order_captured: captured.amount || null,
      at: momentOf(at),
    },
    problems: null,
  }
}
