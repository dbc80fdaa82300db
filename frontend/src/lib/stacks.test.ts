import { describe, expect, it } from 'vitest'
import { marked, type Stack, stacksSet, stacksWith, withStack } from './stacks'

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

describe('one stack among them', () => {
  const [ORDER, CUSTOMER] = LIVE as [Stack, Stack]
  const WEEK: Stack = { ...CUSTOMER, hours: 168 }

  it('is put beside the others, in the place of one, or taken away', () => {
    expect(withStack(LIVE, null, WEEK)).toEqual([ORDER, CUSTOMER, WEEK])
    expect(withStack(LIVE, CUSTOMER, WEEK)).toEqual([ORDER, WEEK])
    expect(withStack(LIVE, ORDER, null)).toEqual([CUSTOMER])
  })

  it('is there once, in whichever order its remedies are named', () => {
    const both: Stack = { per: 'order', remedies: ['refund', 'discount'], hours: null }
    const turned = { ...both, remedies: ['discount', 'refund'] }
    expect(withStack([both], null, turned)).toEqual([both])
    expect(withStack([both, CUSTOMER], CUSTOMER, turned)).toEqual([both])
    expect(withStack([both], both, turned)).toEqual([turned])
  })

  it('is marked where the draft brings it or takes it away', () => {
    const changes = stacksSet(LIVE, [], [ORDER, WEEK])
    expect(marked(LIVE, changes).map(({ hours, status }) => [hours, status])).toEqual([
      [null, 'same'],
      [168, 'added'],
      [24, 'removed'],
    ])
  })
})
