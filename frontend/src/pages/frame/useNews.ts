import { useEffect, useRef } from 'react'
import { $api } from '../../api/client'
import { may } from '../../api/me'
import { mineQuery } from '../../api/requests'
import type { Me, Request } from '../../api/shapes'
import { cameIn, wasAnswered } from '../../lib/news'
import { countWaiting } from '../../lib/title'
import { chime, useSound } from '../../ui/chime'

const isMyTurn = ({ state }: Request) => state === 'offered' || state === 'needs_info'

/** What waits for this person: others' requests to settle, and own ones that were offered less or asked about. */
export function useNews(me: Me): { toSettle: number; myTurn: number } {
  const [sound] = useSound()
  const settles = may(me, 'approvals.read')
  const asks = may(me, 'requests.create')
  const waiting = $api.useQuery('get', '/api/v1/approvals', {}, { enabled: settles }).data?.items
  const mine = $api.useQuery('get', '/api/v1/requests', mineQuery(me.id), { enabled: asks }).data?.items
  const toSettle = waiting?.length ?? 0
  const myTurn = mine?.filter(isMyTurn).length ?? 0
  useEffect(() => countWaiting(toSettle + myTurn), [toSettle, myTurn])
  useSignal(waiting, sound, cameIn)
  useSignal(mine, sound, wasAnswered)
  return { toSettle, myTurn }
}

/** A sound when something came, or when what one had asked for was answered. */
function useSignal(requests: Request[] | undefined, sound: boolean, isNews: typeof cameIn) {
  const before = useRef<Request[] | undefined>(undefined)
  useEffect(() => {
    const known = before.current
    before.current = requests
    if (sound && known && requests && isNews(known, requests)) chime()
  }, [requests, sound, isNews])
}
