import { describe, expect, it } from 'vitest'
import { overlay, type SetChange } from './draft'
import { entryOf, readEntry, withValue } from './entries'
import { gridOf } from './grid'
import { type Rule, rowsOf } from './matrix'

const en = { locale: 'en', noLimit: 'no limit' }
const de = { locale: 'de', noLimit: 'ohne Grenze' }

describe('what is typed into a cell', () => {
  it.each([
    ['40', 'USD', en, 4000],
    ['1,234.50', 'USD', en, 123450],
    ['1.234,50', 'EUR', de, 123450],
    ['USD 25', 'USD', en, 2500],
    ['500', 'JPY', en, 500],
    ['1.5', 'KWD', en, 1500],
    ['no limit', 'USD', en, null],
    ['Ohne Grenze', 'EUR', de, null],
    ['∞', 'USD', en, null],
    ['', 'USD', en, 'none'],
    ['–', 'USD', en, 'none'],
  ])('%s in %s', (text, currency, speech, value) => {
    expect(readEntry(text, currency, speech)).toEqual({ value, error: null })
  })

  it.each([
    ['abc', 'USD', 'not-a-number'],
    ['1.555', 'USD', 'too-fine'],
    ['0.5', 'JPY', 'too-fine'],
    ['99999999999999', 'USD', 'too-big'],
    ['0', 'USD', 'zero'],
  ])('%s in %s is refused', (text, currency, error) => {
    expect(readEntry(text, currency, en).error).toBe(error)
  })
})

describe('what a value does to the draft', () => {
  const scope = { currency: 'USD', brand: 'acme' }
  const tiers = ['agent', 'senior', 'lead']
  const live: Rule[] = [
    {
      ...{ rule: 'L-1', subject: 'tier:agent', remedy: 'discount', ...scope, mode: 'auto', kind: 'grant' },
      ...{ amount: 2500, when: 'order_share_percent <= 10', guideline: 'A fair price.' },
    },
  ]
  const cellFor = (changes: SetChange[], tier: number) => {
    const rules = overlay(live, changes)
    return gridOf(rules, rowsOf(rules, scope, ['discount']), scope, tiers).cell({ line: 0, tier })
  }

  it('changes the amount and keeps condition and guideline', () => {
    expect(withValue([], cellFor([], 0), 3000, live)).toEqual([
      expect.objectContaining({ amount: 3000, when: 'order_share_percent <= 10', guideline: 'A fair price.' }),
    ])
  })

  it('sets a tier apart under the condition that it inherits', () => {
    const [made] = withValue([], cellFor([], 1), 4000, live)
    expect(made).toMatchObject({ subject: 'tier:senior', when: 'order_share_percent <= 10', kind: 'grant' })
  })

  it('takes the own rule away, and nothing where there is none', () => {
    expect(withValue([], cellFor([], 0), 'none', live)).toEqual([{ change: 'remove_limit', rule: 'L-1' }])
    expect(withValue([], cellFor([], 1), 'none', live)).toEqual([])
  })

  it('set back to what it was is no change', () => {
    const changed = withValue([], cellFor([], 0), 3000, live) as SetChange[]
    expect(withValue(changed, cellFor(changed, 0), 2500, live)).toEqual([])
  })

  it('copies as it is typed', () => {
    expect(entryOf(cellFor([], 0), en)).toBe('25.00')
    expect(entryOf(cellFor([], 1), en)).toBe('')
  })
})
