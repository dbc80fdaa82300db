import { expect, test } from 'vitest'
import { fromLocal, toLocal } from './local'

test('there and back again, to the minute', () => {
  const at = new Date(2026, 2, 3, 14, 5)
  expect(toLocal(at)).toBe('2026-03-03T14:05')
  expect(fromLocal(toLocal(at))).toBe(at.toISOString())
})

test('what is not a moment yet is none', () => {
  expect(fromLocal('')).toBeNull()
  expect(fromLocal('soon')).toBeNull()
})
