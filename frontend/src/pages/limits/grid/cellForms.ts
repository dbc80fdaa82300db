/** The limits of one cell as forms: changed, new, or on their way out. */

import { clausesOf } from '../../../lib/conditions'
import { type DraftChange, type Marked, without } from '../../../lib/draft'
import type { Cell } from '../../../lib/grid'
import type { Rule } from '../../../lib/matrix'
import { type FormProblems, type RuleForm, readForm, replaced } from '../rule/ruleForm'

/** `form` null is a rule that nobody has touched. */
export type Edited = { rule: Marked | null; form: RuleForm | null; problems: FormProblems; gone: boolean }

/** A new limit for the cell, under the condition that goes without saying there. */
export function blankIn({ line, tier, inherited }: Cell<Marked>): Edited {
  const { remedy, currency, brand, basis } = line.row
  const when = inherited?.when ?? (basis ? `basis = ${basis}` : '')
  const form: RuleForm = {
    ...{ remedy, currency, brand, subject: `tier:${tier}`, mode: line.mode, kind: 'grant' },
    ...{
      text: '',
      noLimit: false,
      clauses: clausesOf(when),
      guideline: inherited?.guideline ?? '',
      from: '',
      until: '',
    },
  }
  return { rule: null, form, problems: {}, gone: false }
}

const untouched = ({ rule, form }: Edited) => !form || (!rule && !form.text.trim() && !form.noLimit)

/** Every form into the draft; or, with one that cannot be read, none and what is wrong. */
export function readAll(
  edited: readonly Edited[],
  changes: readonly DraftChange[],
  live: readonly Rule[],
  locale: string,
): { next: DraftChange[] | null; problems: Record<number, FormProblems> } {
  const problems: Record<number, FormProblems> = {}
  let next = [...changes]
  edited.forEach((one, at) => {
    if (one.gone) next = one.rule ? without(next, one.rule) : next
    else if (one.form && !untouched(one)) {
      const read = readForm(one.form, locale)
      if (read.problems) problems[at] = read.problems
      else next = replaced(next, one.rule, read.change, live)
    }
  })
  return { next: Object.keys(problems).length > 0 ? null : next, problems }
}
