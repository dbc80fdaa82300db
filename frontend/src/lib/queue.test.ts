import { describe, expect, it } from 'vitest'
import { arrange, longestFirst, neighbour } from './queue'

const waiting = (id: string, minute: number, customer = true) => ({
  id,
  customer_waiting: customer,
  created_at: new Date(Date.UTC(2026, 10, 21, 14, minute)).toISOString(),
})

describe('the order of the inbox', () => {
  it('puts the customer on the line first, then whoever has waited longest', () => {
    const items = [waiting('late', 9), waiting('mail', 1, false), waiting('early', 2)]
    expect(longestFirst(items).map(({ id }) => id)).toEqual(['early', 'late', 'mail'])
  })

  it('follows what waits while nobody points at it', () => {
    expect(arrange(['a'], ['b', 'a', 'c'], false)).toEqual({ shown: ['b', 'a', 'c'], unseen: 0 })
  })

  it('never moves under the pointer: what is gone keeps its place, what is new is counted', () => {
    expect(arrange(['a', 'b', 'c'], ['z', 'a', 'c', 'd'], true)).toEqual({ shown: ['a', 'b', 'c'], unseen: 2 })
  })

  it('has nothing to keep still once everything shown is settled', () => {
    expect(arrange(['a', 'b'], ['z'], true)).toEqual({ shown: ['z'], unseen: 0 })
    expect(arrange([], ['z'], true)).toEqual({ shown: ['z'], unseen: 0 })
  })

  it('moves with J and K and stays inside', () => {
    expect(neighbour(['a', 'b'], null, 1)).toBe('a')
    expect(neighbour(['a', 'b'], 'a', 1)).toBe('b')
    expect(neighbour(['a', 'b'], 'b', 1)).toBe('b')
    expect(neighbour(['a', 'b'], 'a', -1)).toBe('a')
    expect(neighbour([], 'a', 1)).toBeNull()
  })
})
