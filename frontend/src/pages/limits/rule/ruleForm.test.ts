import { describe, expect, it } from 'vitest'
import { type Marked, overlay, setOf, withChange, without } from '../../../lib/draft'
import { formOf, localOf, momentOf, type RuleForm, readForm, replaced } from './ruleForm'

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

describe('a rule put otherwise', () => {
  const put = (part: Partial<RuleForm>, of: Marked) => {
    const read = readForm({ ...formOf(of, 'en'), ...part }, 'en')
    if (read.problems) throw new Error('not read')
    return replaced([], of, read.change, [rule])
  }
  const always = expect.objectContaining({ change: 'set_limit', when: '', rule: 'L-1' })

  it('is still the rule that it was, under another condition or for a span', () => {
    expect(put({ clauses: [] }, rule)).toEqual([always])
    expect(put({ until: '2027-01-01T00:00' }, rule)).toEqual([expect.objectContaining({ rule: 'L-1' })])
    expect(put({ text: '60' }, rule)).toEqual([expect.not.objectContaining({ rule: 'L-1' })])
  })

  it('is marked as changed, and changed again by its id', () => {
    const changes = put({ clauses: [] }, rule)
    const [marked] = overlay([rule], changes)
    expect(marked).toMatchObject({ rule: 'L-1', status: 'changed', moved: true, when: '', before: 5000 })
    expect(marked && withChange(changes, setOf(marked, { amount: 7000 }), [rule])).toEqual([
      expect.objectContaining({ amount: 7000, when: '', rule: 'L-1' }),
    ])
    expect(marked && without(changes, marked)).toEqual([{ change: 'remove_limit', rule: 'L-1' }])
    expect(marked && withChange(changes, { ...setOf(rule), rule: 'L-1' }, [rule])).toEqual([])
  })
})
