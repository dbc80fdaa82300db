import { describe, expect, it } from 'vitest'
import type { Marked } from '../../../lib/draft'
import { formOf, localOf, momentOf, readForm, replaced } from './ruleForm'

const rule: Marked = {
  ...{ rule: 'L-1', subject: 'tier:agent', remedy: 'refund', currency: 'USD', brand: 'acme', mode: 'auto' },
  ...{ kind: 'grant', amount: 5000, when: 'channel = phone', guideline: 'Be kind.', status: 'same', before: 5000 },
}

describe('a rule as a form', () => {
  it('is read as it was', () => {
    const read = readForm(formOf(rule, 'en'), 'en')
    expect(read.problems).toBeNull()
    expect('change' in read && read.change).toMatchObject({
      amount: 5000,
      when: 'channel = phone',
      guideline: 'Be kind.',
    })
  })

  it('keeps its moments, in the time of this place', () => {
    expect(momentOf(localOf('2026-11-22T09:30:00Z'))).toBe('2026-11-22T09:30:00Z')
    expect([localOf(null), momentOf('')]).toEqual(['', null])
  })

  it('says what is wrong with which part', () => {
    const form = { ...formOf(rule, 'en'), text: '0', from: '2026-02-01T00:00', until: '2026-01-01T00:00', subject: '' }
    const clauses = [{ fact: 'channel', op: 'in', values: [''] }]
    expect(readForm({ ...form, clauses }, 'en').problems).toEqual({
      ...{ amount: 'zero', condition: 'value', range: 'order', subject: 'subject' },
    })
  })

  it('lets a cap be nothing, a grant be without limit', () => {
    const cap = readForm({ ...formOf(rule, 'en'), kind: 'cap', mode: '*', text: '0' }, 'en')
    expect('change' in cap && cap.change).toMatchObject({ kind: 'cap', amount: 0 })
    const free = readForm({ ...formOf(rule, 'en'), noLimit: true }, 'en')
    expect('change' in free && free.change.amount).toBeNull()
  })
})

it('under another condition it is another rule: the old one goes', () => {
  const read = readForm({ ...formOf(rule, 'en'), clauses: [] }, 'en')
  if (read.problems) throw new Error('not read')
  expect(replaced([], rule, read.change, [rule])).toEqual([
    { change: 'remove_limit', rule: 'L-1' },
    expect.objectContaining({ change: 'set_limit', when: '' }),
  ])
})
