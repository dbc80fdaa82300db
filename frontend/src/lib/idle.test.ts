import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchIdle } from './idle'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('idle after a while without a touch, and back with the next one', () => {
  const said: boolean[] = []
  const end = watchIdle(1_000, (idle) => said.push(idle))
  vi.advanceTimersByTime(900)
  window.dispatchEvent(new KeyboardEvent('keydown'))
  vi.advanceTimersByTime(900)
  expect(said).toEqual([])
  vi.advanceTimersByTime(200)
  expect(said).toEqual([true])
  window.dispatchEvent(new Event('pointermove'))
  window.dispatchEvent(new Event('pointermove'))
  expect(said).toEqual([true, false])
  end()
  vi.advanceTimersByTime(5_000)
  expect(said).toEqual([true, false])
})
