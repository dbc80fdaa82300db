import { describe, expect, it } from 'vitest'
import { overlay, type SetChange, withChange, without } from './draft'
import { gridOf } from './grid'
import { type Rule, rowsOf } from './matrix'

const rule = (part: Partial<Rule>): Rule => ({
  rule: 'L-0001',
  subject: 'tier:agent',
  remedy: 'refund',
  currency: 'USD',
  brand: 'acme',
  mode: 'auto',
  kind: 'grant',
  amount: 5000,
  when: 'basis = entitlement',
  guideline: '',
  ...part,
})
const set = (part: Partial<SetChange>): SetChange => {
  const { rule: _rule, ...rest } = rule({})
  return { change: 'set_limit', ...rest, kind: 'grant', ...part }
}

describe('a draft over the limits', () => {
  it('marks what it changes and keeps what was', () => {
    const [changed] = overlay([rule({})], [set({ amount: 8000 })])
    expect(changed).toMatchObject({ status: 'changed', before: 5000, amount: 8000, rule: 'L-0001' })
  })

  it('knows a new rule by its key', () => {
    const marked = overlay([rule({})], [set({ mode: 'review', amount: 9000 })])
    expect(marked.map(({ status }) => status)).toEqual(['same', 'added'])
  })

  it('takes the later change of a rule, and none where it is set back', () => {
    const once = withChange([], set({ amount: 8000 }), [rule({})])
    const twice = withChange(once, set({ amount: 9000 }), [rule({})])
    expect(twice).toEqual([set({ amount: 9000 })])
    expect(withChange(twice, set({ amount: 5000 }), [rule({})])).toEqual([])
  })

  it('removes a live rule by its id, and an added one by not adding it', () => {
    const [live] = overlay([rule({})], [])
    if (live) expect(without([], live)).toEqual([{ change: 'remove_limit', rule: 'L-0001' }])
    const changes = [set({ subject: 'tier:lead' })]
    const added = overlay([rule({})], changes).find(({ status }) => status === 'added')
    if (added) expect(without(changes, added)).toEqual([])
    expect(live && added).toBeTruthy()
  })
})

describe('the matrix', () => {
  const tiers = ['trainee', 'agent', 'senior', 'lead']
  const rules = [
    rule({}),
    rule({ rule: 'L-0002', when: 'basis = goodwill', amount: 1500 }),
    rule({ rule: 'L-0003', subject: 'tier:lead', mode: 'approve', amount: 50000 }),
    rule({ rule: 'L-0004', subject: 'user:usr_9', kind: 'cap', amount: 10 }),
  ]
  const rows = rowsOf(rules, { currency: 'USD', brand: 'acme' }, ['refund'])

  it('gives each basis a row of its own, what is owed first', () => {
    expect(rows.map(({ key }) => key)).toEqual(['refund/entitlement', 'refund/goodwill'])
  })

  it('begins a row for every remedy where all are wanted', () => {
    const all = rowsOf(rules, { currency: 'USD', brand: 'acme' }, ['refund', 'discount'], true)
    expect(all.map(({ key }) => key)).toEqual(['refund/entitlement', 'refund/goodwill', 'discount/'])
  })

  it('shows in a cell what the tier itself has, and what it inherits from below', () => {
    const grid = gridOf(rules, rows, { currency: 'USD', brand: 'acme' }, tiers)
    const at = (tier: string) => grid.cell({ line: 0, tier: tiers.indexOf(tier) })
    expect(at('agent').own.map(({ rule: id }) => id)).toEqual(['L-0001'])
    expect(at('senior').inherited?.rule).toBe('L-0001')
    expect(at('agent').inherited).toBeNull()
    expect(at('trainee').inherited).toBeNull()
  })
})
