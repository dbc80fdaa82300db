import { expect, it } from 'vitest'
import { paced } from './pace'

it('is even while the server answers, and twice as slow with every look that comes to nothing', () => {
  expect([0, 1, 2, 3].map((missed) => paced(1_200, missed, 1))).toEqual([1_200, 2_400, 4_800, 9_600])
})

it('is never slower than a quarter of a minute, however long it has been', () => {
  expect([4, 9, 2_000].map((missed) => paced(1_200, missed, 1))).toEqual([15_000, 15_000, 15_000])
})

it('differs a little from one browser to the next, only when the server is gone', () => {
  expect([paced(4_000, 1, 0), paced(4_000, 1, 0.5), paced(4_000, 1, 1)]).toEqual([6_400, 7_200, 8_000])
  expect([paced(4_000, 0, 0), paced(4_000, 0, 1)]).toEqual([4_000, 4_000])
})
