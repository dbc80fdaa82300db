import {
  History,
  Inbox,
  LifeBuoy,
  type LucideIcon,
  ScanLine,
  ShieldCheck,
  SlidersHorizontal,
  Users,
} from 'lucide-react'
import { approves, may } from '../../api/me'
import { useMoney } from '../../api/money'
import type { Me } from '../../api/shapes'
import { paths } from '../../paths'
import { useNews } from './useNews'

export type Destination = {
  name: 'ask' | 'inbox' | 'limits' | 'people' | 'needsPerson' | 'history' | 'record'
  to: '/ask' | '/inbox' | '/limits' | '/people' | '/needs-person' | '/history' | '/record'
  icon: LucideIcon
  count?: number
}

/** Where this person can go; the inbox also for those whom a personal limit lets approve something that waits. */
export function useDestinations(me: Me): Destination[] {
  const reads = may(me, 'approvals.read')
  const { toSettle: waiting, myTurn } = useNews(me)
  const money = useMoney()
  const all: (Destination | false)[] = [
    may(me, 'requests.create') && { name: 'ask', to: paths.ask, icon: ScanLine, count: myTurn },
    reads && (approves(me) || waiting > 0) && { name: 'inbox', to: paths.inbox, icon: Inbox, count: waiting },
    may(me, 'policy.read') && { name: 'limits', to: paths.limits, icon: SlidersHorizontal },
    may(me, 'people.read') && { name: 'people', to: paths.people, icon: Users },
    may(me, 'requests.resolve') && {
      name: 'needsPerson',
      to: paths.needsPerson,
      icon: LifeBuoy,
      count: money?.to_resolve ?? 0,
    },
    may(me, 'requests.read') && { name: 'history', to: paths.history, icon: History },
    may(me, 'audit.read') && { name: 'record', to: paths.record, icon: ShieldCheck },
  ]
  return all.filter((one): one is Destination => one !== false)
}
