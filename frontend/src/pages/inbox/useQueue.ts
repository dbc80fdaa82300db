import { useRef, useState } from 'react'
import type { Request } from '../../api/shapes'
import { arrange, longestFirst } from '../../lib/queue'
import { useArmed } from './useArmed'

export type QueueState = {
  ids: string[]
  unseen: number
  armed: boolean
  waits: (id: string) => boolean
  remembered: (id: string) => Request | undefined
  freeze: (frozen: boolean) => void
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, at) => id === b[at])

/** The queue as shown: it keeps still while somebody points at it, and remembers what has left it. */
export function useQueue(items: readonly Request[]): QueueState {
  const [frozen, freeze] = useState(false)
  const [shown, setShown] = useState<string[]>([])
  const seen = useRef(new Map<string, Request>())
  for (const item of items) seen.current.set(item.id, item)
  const waiting = longestFirst(items).map(({ id }) => id)
  const next = arrange(shown, waiting, frozen)
  if (!same(next.shown, shown)) setShown(next.shown)
  return {
    ids: next.shown,
    unseen: next.unseen,
    armed: useArmed(next.shown.join()),
    waits: (id) => waiting.includes(id),
    remembered: (id) => seen.current.get(id),
    freeze,
  }
}
