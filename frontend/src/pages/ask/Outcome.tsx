import { useReachedAt } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { isMoving, isOpen, toneOf } from '../../lib/states'
import { Money } from '../../ui/Money'
import { Reviewed } from '../../ui/Reviewed'
import { useRemedyTitle } from '../../ui/remedies'
import { StatePill } from '../../ui/StatePill'
import classes from './Asked.module.css'
import { Conversation } from './Conversation'
import { Denied } from './Denied'
import { Moved } from './Moved'
import { Steps } from './Steps'
import { WaitingFor } from './WaitingFor'
import { Wanted } from './Wanted'

/** One request as its requester sees it: the state, what it means, and what can be done now. */
export function Outcome({ request }: { request: Request }) {
  const title = useRemedyTitle()
  const { state } = request
  const reachedAt = useReachedAt(request)
  return (
    <section className={classes.outcome} data-tone={toneOf(state)} aria-label={request.reference}>
      <header className={classes.head}>
        <div>
          <div className={classes.what}>
            {title(request.remedy)} · <span className="num">{request.reference}</span>
          </div>
          <Money amount={request.amount} currency={request.currency} size="xl" />
          <Wanted request={request} />
        </div>
        <StatePill state={state} />
      </header>
      <Steps request={request} reachedAt={reachedAt} />
      <div role="status" className={classes.now}>
        {isOpen(state) && state === 'pending' && <WaitingFor request={request} />}
        {(state === 'offered' || state === 'needs_info') && <Conversation request={request} />}
        {(isMoving(state) || state === 'settled' || state === 'failed' || state === 'needs_human') && (
          <Moved request={request} reachedAt={reachedAt} />
        )}
        {(state === 'rejected' || state === 'denied' || state === 'expired' || state === 'withdrawn') && (
          <Denied request={request} />
        )}
        <Reviewed review={request.review} />
      </div>
    </section>
  )
}
