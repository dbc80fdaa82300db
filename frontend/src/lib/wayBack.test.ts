import { describe, expect, it } from 'vitest'
import type { BudgetRow } from './budgets'
import { setOf } from './draft'
import type { Rule } from './matrix'
import { changesBack } from './wayBack'

const rule = (part: Partial<Rule>): Rule => ({
  ...{ rule: 'L-0001', subject: 'tier:agent', remedy: 'refund', currency: 'USD', brand: 'acme', mode: 'auto' },
  ...{ kind: 'grant', amount: 5000, when: '', guideline: '', ...part },
})
const budget = (part: Partial<BudgetRow>): BudgetRow => ({
  ...{ id: 'B-0001', subject: 'tier:agent', remedy: '*', currency: 'USD', brand: '*', per: 'agent', window: 'day' },
  ...{ measure: 'amount', limit: 9000, zone: 'UTC', when: '', guideline: '', sentence: 'said', ...part },
})
const NOTHING = { added: [], removed: [], changed: [], budgets_added: [], budgets_removed: [], budgets_changed: [] }
const PLAIN = { stacks: [], quorums: [] }

describe('the way back as a draft', () => {
  it('sets what differs, brings back what is gone, takes away what came since', () => {
    const since = rule({ rule: 'L-0042', mode: 'review', amount: 9000 })
    const lost = rule({ rule: 'L-0007', subject: 'tier:senior', amount: 15_000 })
    const apart = { ...NOTHING, added: [lost], removed: [since], changed: [rule({})] }
    expect(changesBack(apart, PLAIN, PLAIN)).toEqual([
      { change: 'remove_limit', rule: 'L-0042' },
      setOf(rule({})),
      setOf(lost),
    ])
    expect(changesBack(NOTHING, PLAIN, PLAIN)).toEqual([])
  })

  it('sets what is about the same under another id, and removes nothing', () => {
    const apart = { ...NOTHING, added: [rule({ amount: 4000 })], removed: [rule({ rule: 'L-0042' })] }
    expect(changesBack(apart, PLAIN, PLAIN)).toEqual([setOf(rule({ amount: 4000 }))])
  })

  it('brings back budgets, pieces and approvers, too', () => {
    const quorums = [{ tier: 'lead', currency: 'USD', above: 100, approvers: 2 }]
    const stacks = [{ per: 'order' as const, remedies: ['refund'], hours: null }]
    const apart = {
      ...NOTHING,
      budgets_removed: [budget({ id: 'B-0009', per: 'team' })],
      budgets_changed: [budget({})],
    }
    const { id: _id, sentence: _sentence, ...said } = budget({})
    expect(changesBack(apart, PLAIN, { stacks, quorums })).toEqual([
      { change: 'remove_budget', budget: 'B-0009' },
      { change: 'set_budget', ...said },
      { change: 'set_stacks', stacks },
      { change: 'set_quorums', quorums },
    ])
    expect(changesBack(NOTHING, { stacks, quorums }, { stacks, quorums })).toEqual([])
  })
})
