import type { QueryClient } from '@tanstack/react-query'
import { paced } from '../lib/pace'
import { freshen } from './freshness'
import { meQuery } from './me'
import { missedLooks, onBack, outOfReach } from './reach'

const POLL_MS = 4_000

/**
 * While the live line is gone, looks at what may have changed. With the server gone as well, one small question, ever
 * more slowly, finds out when it is back; then everything is looked at again.
 */
export function startPolling(client: QueryClient, live: () => boolean): () => void {
  let timer: ReturnType<typeof setTimeout>
  const again = (missed: number) => {
    clearTimeout(timer)
    timer = setTimeout(look, paced(POLL_MS, missed))
  }
  const look = () => {
    const missed = missedLooks()
    if (outOfReach()) void client.refetchQueries({ queryKey: meQuery().queryKey, exact: true })
    else if (!live()) freshen(client)
    again(missed)
  }
  const forget = onBack(() => {
    freshen(client)
    again(0)
  })
  window.addEventListener('online', look)
  again(0)
  return () => {
    clearTimeout(timer)
    forget()
    window.removeEventListener('online', look)
  }
}
