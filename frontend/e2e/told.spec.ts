import type { CDPSession, Page } from '@playwright/test'
import { askFor, demo, expect, test } from './kit'

type Worker = { push: (message: object) => Promise<void> }
type Seen = { title: string; body: string; tag: string; actions: number }

/** Waits for the service worker, and hands it pushes as a push service would. */
async function workerOf(page: Page): Promise<Worker> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  const session: CDPSession = await page.context().newCDPSession(page)
  const registered = new Promise<string>((known) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations
      if (first) known(first.registrationId)
    }),
  )
  await session.send('ServiceWorker.enable')
  const registrationId = await registered
  const origin = new URL(page.url()).origin
  return {
    push: async (message) => {
      await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(message) })
    },
  }
}

/** Headless shells have no notifications, whatever they are granted: there the worker's own call is what is looked at. */
async function listen(page: Page): Promise<void> {
  if ((await page.evaluate(() => Notification.permission)) === 'granted') return
  const [worker] = page.context().serviceWorkers()
  if (!worker) throw new Error('no worker')
  await worker.evaluate(() => {
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration }
    const asked = new Map<string, object>()
    registration.showNotification = async (title, options = {}) => {
      asked.set(options.tag ?? '', { title, ...options })
    }
    registration.getNotifications = async () => [...asked.values()] as Notification[]
  })
}

/** What stands on the screen; a worker is asked, as only it knows where there is no screen. */
async function shown(page: Page): Promise<Seen[]> {
  const [worker] = page.context().serviceWorkers()
  if (!worker) throw new Error('no worker')
  return worker.evaluate(async () => {
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration }
    const all = await registration.getNotifications()
    return all.map((one) => ({
      title: one.title,
      body: one.body,
      tag: one.tag,
      actions: (one as unknown as { actions?: unknown[] }).actions?.length ?? 0,
    }))
  })
}

test('a push says what and how much, decides nothing, and leads to the card', async ({ as }) => {
  test.slow()
  const lead = await as('lead', 3, { permissions: ['notifications'] })
  await lead.page.goto('/history')
  const agent = await as('agent', 3)
  await askFor(agent.page, '83.11')
  const id = agent.page.url().split('/').pop() ?? ''
  const worker = await workerOf(lead.page)
  await listen(lead.page)
  // Somebody who looks at the app is not told besides; the API's description is no page of the app.
  await lead.page.goto('/docs')
  const message = { title: 'Somebody asks for USD 83.11', body: 'Refund', request: id, language: 'en' }
  await expect
    .poll(async () => {
      await worker.push(message)
      return shown(lead.page)
    })
    .toEqual([{ title: message.title, body: 'Refund', tag: id, actions: 0 }])
  await lead.page.goto('/history')
  await expect(lead.page.getByRole('table')).toBeVisible()
  // What a click on it does, as the worker says it to an open window.
  await lead.page.evaluate(async (request) => {
    navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: { type: 'open-card', request } }))
  }, id)
  await expect(lead.page).toHaveURL(new RegExp(`/inbox\\?card=${id}`))
  await lead.page.getByRole('article').getByRole('button', { name: 'Approve USD 83.11' }).click()
  await expect(agent.page.getByText(/Moved once/)).toBeVisible()
})

test('without a line the app says so, and no answer of the API was kept', async ({ as }) => {
  const { page } = await as('lead', 1)
  await page.goto('/inbox')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible()
  const kept = await page.evaluate(async () => {
    const names = await caches.keys()
    const all = await Promise.all(
      names.map(async (name) => (await (await caches.open(name)).keys()).map((one) => one.url)),
    )
    return all.flat().map((url) => new URL(url).pathname)
  })
  expect(kept).toContain('/')
  expect(kept.filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
  await page.context().setOffline(true)
  await page.reload()
  await expect(page.getByText('The server cannot be reached.')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible()
})

test('a page that was opened while the server was gone comes back by itself', async ({ as }) => {
  const { page } = await as('lead', 1)
  await page.route('**/api/v1/me', (route) => route.abort())
  await page.goto('/inbox')
  await expect(page.getByText('The server cannot be reached.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await page.unroute('**/api/v1/me')
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible()
})

test('the app can be installed: a manifest, icons of its sizes, a start page', async ({ page }) => {
  await demo(page)
  const manifest = await (await page.request.get('/manifest.webmanifest')).json()
  expect(manifest.display).toBe('standalone')
  for (const { src, sizes } of manifest.icons.filter(({ type }: { type: string }) => type === 'image/png')) {
    await page.goto(src)
    const size = await page.evaluate(
      () => document.images[0] && `${document.images[0].naturalWidth}x${document.images[0].naturalHeight}`,
    )
    expect([src, size]).toEqual([src, sizes])
  }
})

test('switching this device on subscribes it, and off forgets it', async ({ as }) => {
  const { page } = await as('lead', 2, { permissions: ['notifications'] })
  // No push service can be reached from here: the browser's part is played, with an endpoint of a known service.
  await page.addInitScript(() => {
    // A headless shell says no to its page, whatever it was granted.
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
    Notification.requestPermission = async () => 'granted'
    const json = {
      endpoint: 'https://fcm.googleapis.com/fcm/send/e2e',
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
    }
    let made: object | null = null
    PushManager.prototype.getSubscription = async () => made as PushSubscription | null
    PushManager.prototype.subscribe = async (options) => {
      const unsubscribe = async () => {
        made = null
        return true
      }
      made = {
        endpoint: json.endpoint,
        toJSON: () => json,
        unsubscribe,
        options: {
          applicationServerKey: (options as { applicationServerKey: Uint8Array }).applicationServerKey.buffer,
        },
      }
      return made as PushSubscription
    }
  })
  await page.goto('/inbox')
  const devices = async () => (await (await page.request.get('/api/v1/me/notices')).json()).push.devices
  await page.getByRole('button', { name: /^Account of/ }).click()
  const toggle = page.getByRole('switch', { name: 'Tell this device' })
  await expect(toggle).toBeEnabled()
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect.poll(devices).toBe(1)
  await toggle.click()
  await expect(toggle).not.toBeChecked()
  await expect.poll(devices).toBe(0)
})
