import { describe, expect, it } from 'vitest'
import { type BudgetRow, budgetsWith, withBudget, withoutBudget } from './budgets'

const day: BudgetRow = {
  ...{ id: 'B-0001', subject: 'tier:agent', remedy: 'goodwill_credit', currency: 'USD', brand: 'acme', per: 'agent' },
  ...{
    window: 'day',
    measure: 'amount',
    limit: 20_000,
    zone: 'UTC',
    when: '',
    guideline: '',
    sentence: 'USD 200 a day',
  },
}

describe('budgets of a draft', () => {
  it('are marked with what changes, and keep what was', () => {
    const changes = withBudget([], null, { ...day, limit: 15_000 }, [day])
    expect(changes).toEqual([
      expect.objectContaining({ change: 'set_budget', limit: 15_000, per: 'agent', zone: 'UTC' }),
    ])
    expect(budgetsWith([day], changes)[0]).toMatchObject({ status: 'changed', before: 20_000, limit: 15_000 })
  })

  it('set back are no change', () => {
    const once = withBudget([], null, { ...day, limit: 15_000 }, [day])
    expect(withBudget(once, null, day, [day])).toEqual([])
  })

  it('of another window are another budget: the old one goes', () => {
    const [old] = budgetsWith([day], [])
    expect(withBudget([], old ?? null, { ...day, window: '90d' }, [day])).toEqual([
      { change: 'remove_budget', budget: 'B-0001' },
      expect.objectContaining({ change: 'set_budget', window: '90d' }),
    ])
  })

  it('that the draft added are simply not added', () => {
    const changes = withBudget([], null, { ...day, id: '', per: 'team' }, [day])
    const added = budgetsWith([day], changes).find(({ status }) => status === 'added')
    expect(added && withoutBudget(changes, added)).toEqual([])
    const gone = withoutBudget([], { ...day, status: 'same', before: day.limit })
    expect(budgetsWith([day], gone)[0]?.status).toBe('removed')
  })
})
