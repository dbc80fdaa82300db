import { describe, expect, it } from 'vitest'
import { type Stack, stacksSet, stacksWith } from './stacks'

const LIVE: Stack[] = [
  { per: 'order', remedies: ['refund'], hours: null },
  { per: 'customer', remedies: ['refund'], hours: 24 },
]
const LONGER: Stack[] = LIVE.map((one) => (one.hours === null ? one : { ...one, hours: 48 }))
const OTHER = { change: 'remove_limit' as const, rule: 'L-0001' }

describe('what is summed', () => {
  it('is what is in force until the draft says otherwise', () => {
    expect(stacksWith(LIVE, [OTHER])).toEqual(LIVE)
    expect(stacksWith(LIVE, stacksSet(LIVE, [OTHER], LONGER))).toEqual(LONGER)
  })

  it('is one change, and none once it is as in force', () => {
    const once = stacksSet(LIVE, [OTHER], LONGER)
    expect(stacksSet(LIVE, once, LONGER)).toEqual([OTHER, { change: 'set_stacks', stacks: LONGER }])
    expect(stacksSet(LIVE, once, LIVE)).toEqual([OTHER])
  })
})
