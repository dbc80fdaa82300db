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
import { may } from '../../api/me'
import type { Me } from '../../api/shapes'
import { paths } from '../../paths'

type Name = 'ask' | 'inbox' | 'limits' | 'people' | 'needsPerson' | 'history' | 'record'
export type Place = { name: Name; to: (typeof paths)[Name]; icon: LucideIcon; needs: string }

/** The pages that one goes to, and the permission that each takes: what is offered, and what may be opened. */
export const PLACES: readonly Place[] = [
  { name: 'ask', to: paths.ask, icon: ScanLine, needs: 'requests.create' },
  { name: 'inbox', to: paths.inbox, icon: Inbox, needs: 'approvals.read' },
  { name: 'limits', to: paths.limits, icon: SlidersHorizontal, needs: 'policy.read' },
  { name: 'people', to: paths.people, icon: Users, needs: 'people.read' },
  { name: 'needsPerson', to: paths.needsPerson, icon: LifeBuoy, needs: 'requests.resolve' },
  { name: 'history', to: paths.history, icon: History, needs: 'requests.read' },
  { name: 'record', to: paths.record, icon: ShieldCheck, needs: 'audit.read' },
]

/** The page at this address, if it takes a permission that this person does not have. */
export const closedTo = (me: Me, address: string | undefined): Place | undefined =>
  PLACES.find(({ to, needs }) => to === address && !may(me, needs))
