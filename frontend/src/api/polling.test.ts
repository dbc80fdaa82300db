import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { $api } from './client'
import { meQuery } from './me'
import { startPolling } from './polling'
import { outOfReach } from './reach'

const approvals = $api.queryOptions('get', '/api/v1/approvals')
let there = true
let asked: string[] = []
let close: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  there = true
  asked = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(new URL(request.url).pathname)
    if (!there) throw new TypeError('Failed to fetch')
    return new Response('{}', { headers: { 'Content-Type': 'application/json' } })
  })
  const client = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: (count) => count < 2 && !outOfReach() } },
  })
  const shown = [meQuery(), approvals].map((options) =>
    new QueryObserver<unknown>(client, options as never).subscribe(() => undefined),
  )
  close = [startPolling(client, () => false), ...shown]
})

afterEach(() => {
  for (const one of close) one()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const during = async (ms: number) => {
  asked = []
  await vi.advanceTimersByTimeAsync(ms)
  return asked.length
}

it('looks at everything all the time while the server is there', async () => {
  await during(1_000)
  expect(await during(16_000)).toBe(8)
})

it('asks less and less of a server that is gone, and goes on as before once it is back', async () => {
  await during(1_000)
  there = false
  await during(16_000)
  expect(await during(60_000)).toBeLessThanOrEqual(5)
  there = true
  await during(15_000)
  expect(asked).toContain('/api/v1/approvals')
  expect(await during(16_000)).toBe(8)
})

it('asks at once when the browser says that there is a line again', async () => {
  await during(1_000)
  there = false
  await during(40_000)
  there = true
  window.dispatchEvent(new Event('online'))
  await during(100)
  expect(outOfReach()).toBe(false)
})
