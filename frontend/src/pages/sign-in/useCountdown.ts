import { useEffect, useState } from 'react'
import type { Problem } from '../../lib/problem'

/** Seconds until trying again makes sense, counted down from the refusal's Retry-After. */
export function useCountdown(problem: Problem | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const until = Date.now() + (problem?.retryAfter ?? 0) * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    tick()
    if (!problem?.retryAfter) return
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [problem])
  return left
}
