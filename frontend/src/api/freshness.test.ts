import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LiveEvent } from '../lib/sequence'
import { requestLike } from '../test-kit'
import { invalidateSoon, keepNewest } from './freshness'
import { requestQuery } from './requests'

const key = requestQuery('req_1').queryKey
const event = (name: string, data: unknown = {}): LiveEvent => ({ type: 'event', seq: 1, event: name, at: '', data })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('what an event does to what is shown', () => {
  it('puts the newer request in place, and never an older one over it', () => {
    const client = new QueryClient()
    keepNewest(client, requestLike({ version: 2, state: 'granted' }))
    keepNewest(client, requestLike({ version: 1, state: 'pending' }))
    expect(client.getQueryData(key)).toMatchObject({ version: 2, state: 'granted' })
    keepNewest(client, requestLike({ version: 2, state: 'settled', updated_at: '2026-11-21T14:00:05.000Z' }))
    expect(client.getQueryData(key)).toMatchObject({ state: 'settled' })
  })

  it('replaces it in the pages of a list', () => {
    const client = new QueryClient()
    const list = ['get', '/api/v1/requests', { params: { query: {} } }]
    client.setQueryData(list, { pages: [{ items: [requestLike()], next_cursor: null }], pageParams: [null] })
    keepNewest(client, requestLike({ version: 2, state: 'rejected' }))
    expect(client.getQueryData(list)).toMatchObject({ pages: [{ items: [{ state: 'rejected' }] }] })
  })

  it('asks the meter again when limits or people change, not when some other request moves', () => {
    const client = new QueryClient()
    const check = ['post', '/api/v1/requests/check', { body: {} }]
    client.setQueryData(check, {})
    const stale = () => client.getQueryState(check)?.isInvalidated
    invalidateSoon(client, event('request.pending', requestLike()))
    vi.advanceTimersByTime(200)
    expect(stale()).toBe(false)
    for (const name of ['policy.published', 'presence.changed', 'authority.changed']) {
      client.setQueryData(check, {})
      invalidateSoon(client, event(name))
      vi.advanceTimersByTime(200)
      expect([name, stale()]).toEqual([name, true])
    }
  })

  it('fetches the lists again once for many events', () => {
    const client = new QueryClient()
    const invalidate = vi.spyOn(client, 'invalidateQueries')
    for (let at = 0; at < 20; at++) invalidateSoon(client, event('request.settled', requestLike()))
    vi.advanceTimersByTime(500)
    expect(invalidate).toHaveBeenCalledTimes(1)
  })
})
