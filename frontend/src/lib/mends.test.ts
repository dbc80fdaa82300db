import { expect, it } from 'vitest'
import type { Marked } from './draft'
import { byId, mended, mendOf } from './mends'

const rule = (id: string, part: Partial<Marked> = {}): Marked => ({
  ...{ rule: id, subject: 'tier:agent', remedy: 'refund', currency: 'USD', brand: 'acme', mode: 'auto', kind: 'grant' },
  ...{ amount: 5000, when: '', guideline: '', status: 'same', before: 5000, ...part },
})
const rules = (...all: Marked[]) => new Map(all.map((one) => [one.rule, one]))

it('takes away what never counts', () => {
  const known = rules(rule('L-1'))
  const mend = mendOf({ kind: 'shadowed', rules: ['L-1', 'L-2'] }, known)
  expect(mend && mended([], mend, [])).toEqual([{ change: 'remove_limit', rule: 'L-1' }])
})

it('lowers a grant to the lowest cap in front of it', () => {
  const known = rules(
    rule('L-1'),
    rule('L-2', { kind: 'cap', amount: 3000 }),
    rule('L-3', { kind: 'cap', amount: 2000 }),
  )
  const mend = mendOf({ kind: 'capped-grant', rules: ['L-1', 'L-2', 'L-3'] }, known)
  expect(mend && mended([], mend, [rule('L-1')])).toEqual([expect.objectContaining({ amount: 2000, kind: 'grant' })])
})

it('offers nothing that would give somebody more, and nothing where more than one change is needed', () => {
  expect(mendOf({ kind: 'ladder', rules: ['L-1'] }, rules(rule('L-1', { kind: 'cap' })))).toBeNull()
  expect(
    mendOf(
      { kind: 'capped-grant', rules: ['L-1', 'L-2'] },
      rules(rule('L-1'), rule('L-2', { kind: 'cap', amount: 0 })),
    ),
  ).toBeNull()
  expect(mendOf({ kind: 'approval-gap', rules: [] }, rules())).toBeNull()
  expect(mendOf({ kind: 'shadowed', rules: ['L-9'] }, rules(rule('L-1')))).toBeNull()
})

it('knows what the draft adds by the id that the server gives it, and simply does not add it', () => {
  const added = rule('', { status: 'added', subject: 'tier:senior' })
  const known = byId([rule('L-1'), added], [rule('L-7', { subject: 'tier:senior' })])
  const { status: _status, before: _before, rule: _rule, ...rest } = added
  const change = { ...rest, change: 'set_limit', kind: 'grant' } as const
  const mend = mendOf({ kind: 'shadowed', rules: ['L-7', 'L-1'] }, known)
  expect(mend && mended([change], mend, [])).toEqual([])
})
