import { afterEach, expect, test } from 'vitest'
import { heardTime, serverNow } from './skew'

const HERE = Date.parse('2026-03-03T14:00:00Z')

afterEach(() => heardTime(new Date().toUTCString()))

const off = () => Math.round((Date.now() - serverNow()) / 1000)

test('a clock that is wrong by more than seconds is put right', () => {
  heardTime('Tue, 03 Mar 2026 13:55:00 GMT', HERE)
  expect(off()).toBe(300)
  heardTime('Tue, 03 Mar 2026 14:10:00 GMT', HERE)
  expect(off()).toBe(-600)
})

test('a second or two are the way there, and what is no date says nothing', () => {
  heardTime('Tue, 03 Mar 2026 13:59:58 GMT', HERE)
  expect(off()).toBe(0)
  heardTime('Tue, 03 Mar 2026 13:55:00 GMT', HERE)
  heardTime(null, HERE)
  heardTime('soon', HERE)
  expect(off()).toBe(300)
})
