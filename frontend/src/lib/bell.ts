export type Bell = { ring: () => void; onRing: (listener: () => void) => () => void }

/** The smallest publish and subscribe. */
export function bell(): Bell {
  const listeners = new Set<() => void>()
  return {
    ring: () => {
      for (const listener of [...listeners]) listener()
    },
    onRing: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
