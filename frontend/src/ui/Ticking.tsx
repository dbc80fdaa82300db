import { secondsSince, span } from '../lib/time'
import { useNow } from './useNow'

/** Time passing since a moment. Silent for screen readers: the words around it say what it is. */
export function Ticking({ since }: { since: string }) {
  const now = useNow()
  return (
    <span className="num" role="timer" aria-live="off">
      {span(secondsSince(since, now))}
    </span>
  )
}
