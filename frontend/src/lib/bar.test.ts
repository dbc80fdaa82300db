import { describe, expect, it } from 'vitest'
import { barOf } from './bar'

describe('the limit meter', () => {
  it('fills up to the amount and marks the limit where there is room left', () => {
    const { within, over, mark } = barOf(2500, 5000)
    expect(over).toBe(0)
    expect(mark).toBeCloseTo(100 / 1.2)
    expect(within / (mark ?? 1)).toBeCloseTo(0.5)
  })

  it('shows what is over beyond the mark, in proportion', () => {
    const { within, over, mark } = barOf(9000, 5000)
    expect(within).toBeCloseTo(mark ?? 0)
    expect(over / within).toBeCloseTo(0.8)
    expect(within + over).toBeLessThan(100)
  })

  it('has no mark without a limit, and no way in with a limit of nothing', () => {
    expect(barOf(9000, null)).toEqual({ within: 100, over: 0, mark: null })
    expect(barOf(9000, 0)).toMatchObject({ within: 0, mark: 0 })
  })
})
