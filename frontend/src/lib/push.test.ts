import { afterEach, describe, expect, it, vi } from 'vitest'
import { bytesOf, current, described, subscribe } from './push'

const KEY = 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8'

function browser(permission: string, key: string | null) {
  const unsubscribe = vi.fn(async () => true)
  const kept = key && { options: { applicationServerKey: bytesOf(key).buffer }, unsubscribe }
  const fresh = { fresh: true }
  const manager = { getSubscription: vi.fn(async () => kept), subscribe: vi.fn(async () => fresh) }
  vi.stubGlobal('Notification', { requestPermission: async () => permission })
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { ready: Promise.resolve({ pushManager: manager }) },
  })
  return { manager, unsubscribe, kept, fresh }
}

afterEach(() => vi.unstubAllGlobals())

describe('subscribing this browser', () => {
  it('asks the person first, and takes no for an answer', async () => {
    const { manager } = browser('denied', null)
    expect(await subscribe(KEY)).toBeNull()
    expect(manager.subscribe).not.toHaveBeenCalled()
  })

  it('keeps what there is', async () => {
    const { manager, kept } = browser('granted', KEY)
    expect(await subscribe(KEY)).toBe(kept)
    expect(manager.subscribe).not.toHaveBeenCalled()
  })

  it('begins anew where the server has another key', async () => {
    const { manager, unsubscribe, fresh } = browser('granted', `${KEY.slice(0, -1)}w`)
    expect(await current(KEY)).toBeNull()
    expect(await subscribe(KEY)).toBe(fresh)
    expect(unsubscribe).toHaveBeenCalled()
    expect(manager.subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: bytesOf(KEY) })
  })
})

it('tells the server the endpoint and the two keys, and nothing else', () => {
  const json = { endpoint: 'https://push.example/1', expirationTime: null, keys: { p256dh: 'B', auth: 'A', more: 'x' } }
  expect(described({ toJSON: () => json, endpoint: json.endpoint } as unknown as PushSubscription)).toEqual({
    endpoint: 'https://push.example/1',
    keys: { p256dh: 'B', auth: 'A' },
  })
})
