import { describe, expect, it } from 'vitest'
import { at, inRange, kept, moved, rangeOf, spotsIn } from './sheet'

const size = { lines: 20, tiers: 6 }
const press = (key: string, held: Partial<{ shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }> = {}) => ({
  ...{ key, shiftKey: false, ctrlKey: false, metaKey: false, ...held },
})

describe('moving', () => {
  it.each([
    ['ArrowDown', {}, 6, 2],
    ['ArrowUp', {}, 4, 2],
    ['ArrowLeft', {}, 5, 1],
    ['ArrowRight', {}, 5, 3],
    ['Home', {}, 5, 0],
    ['End', {}, 5, 5],
    ['PageDown', {}, 15, 2],
    ['PageUp', {}, 0, 2],
    ['ArrowDown', { ctrlKey: true }, 19, 2],
    ['ArrowRight', { metaKey: true }, 5, 5],
    ['Home', { ctrlKey: true }, 0, 0],
    ['End', { ctrlKey: true }, 19, 5],
  ])('%s %o', (key, held, line, tier) => {
    expect(moved(at(5, 2), press(key, held), size)?.active).toEqual({ line, tier })
  })

  it('stops at the edges, and knows what does not move', () => {
    expect(moved(at(0, 0), press('ArrowUp'), size)?.active).toEqual({ line: 0, tier: 0 })
    expect(moved(at(19, 5), press('ArrowRight'), size)?.active).toEqual({ line: 19, tier: 5 })
    expect(moved(at(0, 0), press('a'), size)).toBeNull()
  })

  it('with Shift leaves the anchor where it was', () => {
    const once = moved(at(5, 2), press('ArrowDown', { shiftKey: true }), size)
    const twice = once && moved(once, press('ArrowLeft', { shiftKey: true }), size)
    expect(twice && rangeOf(twice)).toEqual({ top: 5, left: 1, bottom: 6, right: 2 })
  })
})

it('names the cells of a range line by line, and which are in it', () => {
  const range = { top: 1, left: 2, bottom: 2, right: 3 }
  expect(spotsIn(range)).toEqual([
    [
      { line: 1, tier: 2 },
      { line: 1, tier: 3 },
    ],
    [
      { line: 2, tier: 2 },
      { line: 2, tier: 3 },
    ],
  ])
  expect(inRange(range, 2, 3)).toBe(true)
  expect(inRange(range, 0, 3)).toBe(false)
})

it('keeps the selection inside a sheet that has become smaller', () => {
  expect(kept(at(19, 5), { lines: 3, tiers: 1 }).active).toEqual({ line: 2, tier: 0 })
})
