import { approves, may } from '../../api/me'
import { useMoney } from '../../api/money'
import type { Me } from '../../api/shapes'
import { PLACES, type Place } from './places'
import { useNews } from './useNews'

export type Destination = Place & { count: number }

/** Where this person can go; the inbox also for those whom a personal limit lets approve something that waits. */
export function useDestinations(me: Me): Destination[] {
  const { toSettle: waiting, myTurn } = useNews(me)
  const money = useMoney()
  const counts: Partial<Record<Place['name'], number>> = {
    ask: myTurn,
    inbox: waiting,
    needsPerson: money?.to_resolve ?? 0,
  }
  return PLACES.filter(({ needs }) => may(me, needs))
    .filter(({ name }) => name !== 'inbox' || approves(me) || waiting > 0)
    .map((place) => ({ ...place, count: counts[place.name] ?? 0 }))
}
