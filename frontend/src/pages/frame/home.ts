import { approves, may } from '../../api/me'
import type { Me } from '../../api/shapes'
import { paths } from '../../paths'

/** Where somebody's work begins. */
export function home(me: Me) {
  if (approves(me)) return paths.inbox
  if (may(me, 'requests.create')) return paths.ask
  if (may(me, 'policy.draft')) return paths.limits
  return may(me, 'people.write') ? paths.people : paths.history
}
