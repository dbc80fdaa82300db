import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import WebSocket from 'partysocket/ws'
import { useEffect, useSyncExternalStore } from 'react'
import { bell } from '../lib/bell'
import { watchIdle } from '../lib/idle'
import { hear, type LiveEvent, NOTHING_HEARD, readMessage, resumeFrom } from '../lib/sequence'
import { invalidateSoon } from './freshness'
import { startPolling } from './polling'
import { sessionEnded } from './signedOut'

export type Link = 'connecting' | 'live' | 'lost'

const SESSION_ENDED = 4401
const IDLE_MS = 5 * 60_000
let link: Link = 'connecting'
const changed = bell()

function become(next: Link) {
  if (link === next) return
  link = next
  changed.ring()
}

/** Whether what the screen shows is being kept fresh. */
export const useLink = (): Link => useSyncExternalStore(changed.onRing, () => link)

const address = () => `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/api/v1/live`

let open: WebSocket | null = null

/** Tells the others that one has this request open. Said once there is a connection, if there is none now. */
export function saySeen(request: string): void {
  open?.send(JSON.stringify({ type: 'seen', request }))
}

/** And that one has closed it again. */
export function sayLeft(request: string): void {
  open?.send(JSON.stringify({ type: 'left', request }))
}

/** Opens the one live connection; returns how to close it. The socket only says that something changed. */
export function openLive(client: QueryClient): () => void {
  let heard = NOTHING_HEARD
  let watchdog: ReturnType<typeof setTimeout> | undefined
  let heartbeat = 15
  const socket = new WebSocket(() => `${address()}${resumeFrom(heard)}`, undefined, {
    minReconnectionDelay: 400 + Math.random() * 1200, // Jitter, so that a restart is not met by everybody at once.
    maxReconnectionDelay: 8_000,
    connectionTimeout: 6_000,
  })
  open = socket
  let idle = false
  const sayIdle = () => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: idle ? 'idle' : 'active' }))
  }
  const unwatch = watchIdle(IDLE_MS, (is) => {
    idle = is
    sayIdle()
  })
  const stopPolling = startPolling(client, () => link === 'live')

  function stillThere() {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => socket.reconnect(), heartbeat * 2_500)
  }

  socket.addEventListener('message', ({ data }) => {
    const message = readMessage(data)
    if (!message) return
    stillThere()
    const next = hear(heard, message)
    heard = next.heard
    if (message.type === 'hello') heartbeat = message.heartbeat_s
    if (next.act === 'pong') socket.send(JSON.stringify({ type: 'pong' }))
    if (next.act === 'fetch-afresh') void client.invalidateQueries()
    if (next.act === 'apply') invalidateSoon(client, message as LiveEvent)
    if (message.type !== 'hello') return
    become('live')
    if (idle) sayIdle()
  })
  socket.addEventListener('close', ({ code }) => {
    clearTimeout(watchdog)
    become('lost')
    if (code !== SESSION_ENDED) return
    socket.close()
    sessionEnded.ring()
  })

  return () => {
    unwatch()
    stopPolling()
    clearTimeout(watchdog)
    socket.close()
    open = null
    become('connecting')
  }
}

/** Keeps the live connection for as long as the component is there. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => openLive(client), [client])
}
