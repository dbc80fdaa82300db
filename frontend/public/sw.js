/*
 * The service worker: the app's shell while there is no line, and pushes.
 * It never keeps, sees or answers a call of the API: an inbox that is old is a wrong inbox.
 */
const SHELL = 'remit-shell-BUILD'
const NOT_OF_THE_APP = /^\/(api|docs|problems|healthz|readyz|metrics|panel)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.add('/')))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

async function forgetOthers() {
  const old = (await caches.keys()).filter((name) => name.startsWith('remit-shell-') && name !== SHELL)
  await Promise.all(old.map((name) => caches.delete(name)))
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || NOT_OF_THE_APP.test(url.pathname)) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
})

/** The page from the server; without a line the one that was kept, which then says that there is none. */
async function page(request) {
  try {
    return await fetch(request)
  } catch (trouble) {
    const kept = await caches.match('/', { cacheName: SHELL })
    if (kept) return kept
    throw trouble
  }
}

/** What has a hash in its name never changes, so it is fetched once. */
async function asset(request) {
  const shell = await caches.open(SHELL)
  const kept = await shell.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await shell.put(request, answer.clone())
  return answer
}

self.addEventListener('push', (event) => {
  event.waitUntil(tell(event.data?.json() ?? {}))
})

/** Says what waits. Opening it shows the card; what to do with it is decided there, by whoever is signed in. */
async function tell({ title = 'Remit', body = '', request, language }) {
  const seen = (await windows()).some((one) => one.focused)
  await self.registration.showNotification(title, {
    body,
    lang: language,
    tag: request ?? 'remit',
    renotify: !seen,
    silent: seen,
    requireInteraction: !seen,
    icon: '/icons/192.png',
    badge: '/icons/badge.png',
    data: { request },
  })
  // Some browsers insist that each push shows something, even to somebody who is looking at the inbox.
  if (seen) for (const one of await self.registration.getNotifications({ tag: request })) one.close()
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.request))
})

async function open(request) {
  const [first] = await windows()
  // An open window goes there by itself: loading it anew would lose what somebody is typing.
  if (first) {
    first.postMessage({ type: 'open-card', request })
    return first.focus()
  }
  return self.clients.openWindow(request ? `/inbox?card=${encodeURIComponent(request)}` : '/inbox')
}

/** Windows of the app, the one in use first; a side panel in a helpdesk is none, nor is a page beside the app. */
async function windows() {
  const all = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const own = all.filter((one) => !NOT_OF_THE_APP.test(new URL(one.url).pathname) && one.frameType !== 'nested')
  return own.sort((a, b) => Number(b.focused) - Number(a.focused))
}
