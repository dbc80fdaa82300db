/** The editor of a cell: one field for each rule in it, and one for each thing the tier may not do yet. */
import type { Marked, SetChange } from '../../lib/draft'
import type { Row } from '../../lib/matrix'
import { readMoney, typed } from '../../lib/money'

export type Field = {
  rule: Marked | null
  subject: string
  row: Row
  mode: string
  when: string
  text: string
  noLimit: boolean
  guideline: string
}
export type Problems = Record<number, 'not-a-number' | 'too-fine' | 'too-big' | 'zero'>

const EDITED = ['auto', 'review', 'approve'] as const

export function fieldsOf(rules: Marked[], row: Row, tier: string, locale: string, editable: boolean): Field[] {
  const present = rules.map(
    (rule): Field => ({
      rule,
      subject: rule.subject,
      row,
      mode: rule.mode,
      when: rule.when,
      text: rule.amount === null ? '' : typed(rule.amount, row.currency, locale),
      noLimit: rule.amount === null,
      guideline: rule.guideline,
    }),
  )
  if (!editable) return present
  const when = row.basis ? `basis = ${row.basis}` : ''
  const absent = EDITED.filter((mode) => !rules.some((rule) => rule.mode === mode)).map(
    (mode): Field => ({
      rule: null,
      subject: `tier:${tier}`,
      row,
      mode,
      when,
      text: '',
      noLimit: false,
      guideline: '',
    }),
  )
  return [...present, ...absent]
}

function changeOf(field: Field, amount: number | null): SetChange {
  const { remedy, currency, brand } = field.row
  const place = { subject: field.subject, remedy, currency, brand, mode: field.mode, when: field.when }
  return { change: 'set_limit', ...place, kind: 'grant', amount, guideline: field.guideline.trim() }
}

/** What was typed, as changes; only the fields that differ from what they showed. */
export function read(fields: Field[], currency: string, locale: string): { changes: SetChange[]; problems: Problems } {
  const changes: SetChange[] = []
  const problems: Problems = {}
  fields.forEach((field, at) => {
    if (!field.rule && !field.text.trim() && !field.noLimit) return
    const money = readMoney(field.text, currency, locale)
    if (!field.noLimit && money.error && money.error !== 'empty') problems[at] = money.error
    else if (!field.noLimit && !money.amount) problems[at] = 'zero'
    else {
      const amount = field.noLimit ? null : money.amount
      const same = field.rule && field.rule.amount === amount && field.rule.guideline === field.guideline.trim()
      if (!same) changes.push(changeOf(field, amount))
    }
  })
  return { changes, problems }
}
