import { expect, it } from 'vitest'
import type { RequestState } from '../api/shapes'
import { cameIn, wasAnswered } from './news'

const one = (id: string, state: RequestState) => ({ id, state })

it('hears of what waits and was not there, not of what has gone', () => {
  expect(cameIn([one('a', 'pending')], [one('b', 'pending'), one('a', 'pending')])).toBe(true)
  expect(cameIn([one('a', 'pending'), one('b', 'pending')], [one('b', 'pending')])).toBe(false)
})

it('hears of an answer to what waited', () => {
  for (const state of ['offered', 'needs_info', 'granted', 'settled', 'rejected', 'expired'] as const) {
    expect([state, wasAnswered([one('a', 'pending')], [one('a', state)])]).toEqual([state, true])
  }
})

it('does not hear of what one did oneself, nor of what only moved on', () => {
  expect(wasAnswered([one('a', 'pending')], [one('a', 'withdrawn')])).toBe(false)
  expect(wasAnswered([], [one('a', 'granted')])).toBe(false)
  expect(wasAnswered([one('a', 'granted')], [one('a', 'settled')])).toBe(false)
  expect(wasAnswered([one('a', 'pending')], [one('a', 'pending')])).toBe(false)
})
