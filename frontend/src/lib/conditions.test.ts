import { expect, it } from 'vitest'
import { boundOf, clauseOf, clausesOf, negates, writeCondition } from './conditions'

it.each([
  'reason in LATE_DELIVERY|LOST_IN_TRANSIT; order_age_days <= 30',
  'cert has GW-1; basis = goodwill; channel not in phone|chat',
  'product_category has no food; weekday in sat|sun; hour >= 18; brand != acme',
])('%s comes back as it was', (when) => {
  expect(writeCondition(clausesOf(when))).toBe(when)
})

it('reads loose spelling, and keeps what it cannot read', () => {
  expect(clauseOf('order_age_days<=30')).toEqual({ fact: 'order_age_days', op: '<=', values: ['30'] })
  expect(clauseOf('channel not  in phone | chat')).toEqual({ fact: 'channel', op: 'not in', values: ['phone', 'chat'] })
  expect(clausesOf('whatever; basis = goodwill')[0]).toBe('whatever')
  expect(clausesOf('')).toEqual([])
})

it('tells bounds and negations', () => {
  expect(boundOf({ fact: 'hour', op: '<', values: ['9'] })).toEqual({ bound: 'less', n: 9 })
  expect(boundOf({ fact: 'reason', op: '=', values: ['X'] })).toBeNull()
  expect(negates({ fact: 'cert', op: 'has no', values: ['GW-1'] })).toBe(true)
  expect(negates({ fact: 'cert', op: 'has', values: ['GW-1'] })).toBe(false)
})
