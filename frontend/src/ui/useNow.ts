import { useEffect, useState } from 'react'
import { serverNow } from '../lib/skew'

/** The present moment by the server's clock, in milliseconds, once a second. */
export function useNow(running = true): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    if (!running) return
    setNow(serverNow())
    const timer = setInterval(() => setNow(serverNow()), 1000)
    return () => clearInterval(timer)
  }, [running])
  return now
}
