import { describe, expect, it } from 'vitest'
import { gridOf } from './grid'
import { type Rule, rowsOf } from './matrix'

const scope = { currency: 'USD', brand: 'acme' }
const tiers = ['trainee', 'agent', 'senior', 'lead']
const rule = (tier: string, mode: string, amount: number | null, part: Partial<Rule> = {}): Rule => ({
  ...{ rule: `${tier}-${mode}`, subject: `tier:${tier}`, remedy: 'refund', ...scope, mode, kind: 'grant' },
  ...{ amount, when: '', guideline: '', ...part },
})
const gridFor = (rules: Rule[], all = false) =>
  gridOf(rules, rowsOf(rules, scope, ['refund', 'discount']), scope, tiers, all)

describe('the lines of the grid', () => {
  it('are alone and approving; others only where a rule needs them, or all are wanted', () => {
    const plain = [rule('agent', 'auto', 5000)]
    expect(gridFor(plain).lines.map(({ mode }) => mode)).toEqual(['auto', 'approve'])
    expect(gridFor([...plain, rule('agent', 'review', 9000)]).lines.map(({ mode }) => mode)).toEqual([
      ...['auto', 'review', 'approve'],
    ])
    expect(gridFor(plain, true).lines).toHaveLength(4)
  })

  it('say the remedy on the first of them', () => {
    expect(gridFor([rule('agent', 'auto', 1)]).lines.map(({ first }) => first)).toEqual([true, false])
  })
})

describe('a cell', () => {
  it('edits the rule with the fewest conditions first', () => {
    const grid = gridFor([
      rule('agent', 'auto', 9000, { rule: 'late', when: 'reason in LATE_DELIVERY' }),
      rule('agent', 'auto', 5000, { rule: 'plain' }),
    ])
    expect(grid.cell({ line: 0, tier: 1 }).own.map((one) => one.rule)).toEqual(['plain', 'late'])
  })

  it('inherits the largest from below, and no limit is the largest of all', () => {
    const grid = gridFor([rule('trainee', 'auto', null), rule('agent', 'auto', 5000)])
    expect(grid.cell({ line: 0, tier: 2 }).inherited?.amount).toBeNull()
  })

  it('does not speak of looking afterwards where as much may be given alone', () => {
    const grid = gridFor([rule('agent', 'review', 2500), rule('senior', 'auto', 2500)])
    const review = grid.lines.findIndex(({ mode }) => mode === 'review')
    expect(grid.cell({ line: review, tier: 2 }).inherited).toBeNull()
    expect(grid.cell({ line: review, tier: 1 }).own).toHaveLength(1)
  })

  it('is none outside the grid', () => {
    expect(() => gridFor([rule('agent', 'auto', 1)]).cell({ line: 9, tier: 0 })).toThrow(RangeError)
  })
})

it('is laid out of 20,000 rules in a moment, and asked about one cell without looking at all of them', () => {
  const rules = Array.from({ length: 20_000 }, (_, n) =>
    rule(tiers[n % 4] ?? 'agent', 'auto', n + 1, { rule: `L-${n}`, when: `reason in R${Math.floor(n / 4)}` }),
  )
  const began = performance.now()
  const grid = gridFor(rules)
  expect(grid.cell({ line: 0, tier: 1 }).own).toHaveLength(5000)
  expect(performance.now() - began).toBeLessThan(5000)
})
