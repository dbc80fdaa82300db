import { useEffect, useRef } from 'react'

/** A word to the other tabs of this browser that drafts have changed; `hear` is called when one of them says so. */
export function useOtherTabs(hear: () => unknown) {
  const channel = useRef<BroadcastChannel | null>(null)
  const ear = useRef(hear)
  ear.current = hear
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return
    const opened = new BroadcastChannel('remit.drafts')
    opened.onmessage = () => ear.current()
    channel.current = opened
    return () => opened.close()
  }, [])
  return { tell: () => channel.current?.postMessage('changed') }
}
