/** The browser's side of push: whether it can, whether it may, and its subscription. */

export type Told = 'no-push' | 'blocked' | 'off' | 'on'

export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && typeof Notification !== 'undefined'

/** On an iPhone only the app on the home screen is told anything. */
export const wantsInstalling = (): boolean => 'standalone' in navigator && !navigator.standalone && !canPush()

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}

const sameKey = (kept: ArrayBuffer | null, key: Uint8Array) => {
  const bytes = kept && new Uint8Array(kept)
  return bytes?.length === key.length && bytes.every((byte, at) => byte === key[at])
}

async function pushes(): Promise<PushManager> {
  return (await navigator.serviceWorker.ready).pushManager
}

/** The subscription that there is, if it was made with this key: with another one nothing would arrive. */
export async function current(key: string): Promise<PushSubscription | null> {
  const found = await (await pushes()).getSubscription()
  return found && sameKey(found.options.applicationServerKey, bytesOf(key)) ? found : null
}

/** Asks the person, and subscribes this browser. Null: they said no. Only after a click. */
export async function subscribe(key: string): Promise<PushSubscription | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const known = await current(key)
  if (known) return known
  const manager = await pushes()
  await (await manager.getSubscription())?.unsubscribe()
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })
}

/** What the server has to know of a subscription. */
export function described(one: PushSubscription) {
  const { endpoint, keys } = one.toJSON()
  return { endpoint: endpoint ?? one.endpoint, keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' } }
}
