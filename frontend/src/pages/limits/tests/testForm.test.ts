import { describe, expect, it } from 'vitest'
import type { KeptTest } from '../../../api/shapes'
import { blankTest, readTest, testFormOf } from './testForm'
import { byTest, testsWith } from './useTests'

const KEPT: KeptTest = {
  ...{ id: 'T-0003', name: 'Late parcels', who: ['tier:agent', 'usr@x.example'], remedies: ['refund'] },
  ...{ amounts: [2500, 123450], currency: 'USD', brand: 'acme', reason: 'LATE_DELIVERY', expect: 'allow' },
  ...{ channel: 'phone', order_age_days: 3, order_captured: 8400, override: false, holds: ['GW-1'] },
  ...{ given: { customer_segment: 'vip' }, at: '2026-03-03T14:00:00Z', origin: 'K7QM-2F' },
}

describe('a test of the limits as a form', () => {
  it('comes back as it was, with what the form does not show', () => {
    for (const locale of ['en', 'de']) {
      const read = readTest(testFormOf(KEPT, locale), KEPT, locale)
      expect(read.problems).toBeNull()
      if (read.problems === null) expect({ ...read.test }).toEqual({ ...KEPT })
    }
  })

  it('reads several amounts, each once', () => {
    const scope = { brand: 'acme', currency: 'USD', limits: 12 }
    const form = { ...blankTest(scope), amounts: '25; 50.00 USD 25.00' }
    const read = readTest(form, null, 'en')
    expect(read.problems === null && read.test.amounts).toEqual([2500, 5000])
    expect(read.problems === null && read.test.id).toBeUndefined()
    // A scope comes with how many limits it has: that is no part of a test.
    expect(read.problems === null && read.test).not.toHaveProperty('limits')
  })

  it('says what is wrong with which part', () => {
    const blank = blankTest({ brand: 'acme', currency: 'USD' })
    expect(readTest({ ...blank, who: [], remedies: [] }, null, 'en').problems).toEqual({
      ...{ who: 'subject', remedies: 'value', amounts: 'empty' },
    })
    expect(readTest({ ...blank, amounts: '25; 0', captured: 'much' }, null, 'en').problems).toEqual({
      ...{ amounts: 'zero', captured: 'not-a-number' },
    })
    expect(readTest({ ...blank, amounts: '1.234' }, null, 'en').problems).toEqual({ amounts: 'too-fine' })
  })
})

describe('the tests that are kept', () => {
  const OTHER = { ...KEPT, id: 'T-0004' }
  const named = (tests: { id?: string | null | undefined }[]) => tests.map(({ id }) => id)

  it('change one, gain one, lose one; the others stay', () => {
    const { id: _none, ...fresh } = KEPT
    expect(named(testsWith([KEPT, OTHER], null, fresh))).toEqual(['T-0003', 'T-0004', undefined])
    expect(testsWith([KEPT, OTHER], KEPT, { ...KEPT, expect: 'deny' })[0]?.expect).toBe('deny')
    expect(named(testsWith([KEPT, OTHER], KEPT, null))).toEqual(['T-0004'])
  })

  it('are found by id among the cells that were tried', () => {
    const cell = (test: string, passed: boolean) => ({ test, passed }) as Parameters<typeof byTest>[0][number]
    const found = byTest([cell('T-0003', true), cell('T-0004', false), cell('T-0003', false)])
    expect(found.get('T-0003')?.map(({ passed }) => passed)).toEqual([true, false])
    expect(found.get('T-0009')).toBeUndefined()
  })
})
