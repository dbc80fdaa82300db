import { act, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Request } from '../../api/shapes'
import { requestLike } from '../../test-kit'
import { useQueue } from './useQueue'

const waits = (id: string, minute: number) =>
  requestLike({ id, created_at: new Date(Date.UTC(2026, 10, 21, 14, minute)).toISOString() })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function queueOf(first: Request[]) {
  return renderHook(({ items }) => useQueue(items), { initialProps: { items: first } })
}

it('keeps its order and remembers what left while somebody points at it', () => {
  const { result, rerender } = queueOf([waits('b', 2), waits('a', 1)])
  expect(result.current.ids).toEqual(['a', 'b'])
  act(() => result.current.freeze(true))
  rerender({ items: [waits('z', 0), waits('b', 2)] })
  expect(result.current.ids).toEqual(['a', 'b'])
  expect(result.current.unseen).toBe(1)
  expect(result.current.waits('a')).toBe(false)
  expect(result.current.remembered('a')?.id).toBe('a')
  act(() => result.current.freeze(false))
  expect(result.current.ids).toEqual(['z', 'b'])
  expect(result.current.unseen).toBe(0)
})

it('takes no click for 300 ms after the list changed', () => {
  const { result, rerender } = queueOf([waits('a', 1)])
  expect(result.current.armed).toBe(false)
  act(() => void vi.advanceTimersByTime(300))
  expect(result.current.armed).toBe(true)
  rerender({ items: [waits('z', 0), waits('a', 1)] })
  expect(result.current.armed).toBe(false)
  act(() => void vi.advanceTimersByTime(299))
  expect(result.current.armed).toBe(false)
  act(() => void vi.advanceTimersByTime(1))
  expect(result.current.armed).toBe(true)
})
