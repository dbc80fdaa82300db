/** The browser's offer to install the app, kept until somebody takes it up. */
import { bell } from './bell'

type Offer = Event & { prompt: () => Promise<unknown> }

let offer: Offer | null = null
const changed = bell()

export const onInstallable = changed.onRing
export const installable = (): boolean => offer !== null

function keep(next: Offer | null) {
  offer = next
  changed.ring()
}

export function listenForInstalling(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    keep(event as Offer)
  })
  window.addEventListener('appinstalled', () => keep(null))
}

export async function install(): Promise<void> {
  const taken = offer
  keep(null)
  await taken?.prompt()
}
