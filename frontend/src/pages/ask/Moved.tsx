import { CircleCheck, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../api/shapes'
import { clock } from '../../lib/time'
import classes from './Asked.module.css'

/** The money: moving, moved once, refused by the provider, or not known yet. */
export function Moved({ request, reachedAt }: { request: Request; reachedAt: string | null }) {
  const { t, i18n } = useTranslation()
  const { state, execution, approval } = request
  const by = approval?.settled_by?.name
  return (
    <>
      <p className={classes.headline}>
        <MovedIcon state={state} />
        <span>
          {state === 'settled' &&
            (reachedAt ? t('asked.settled', { time: clock(reachedAt, i18n.language) }) : t('state.settled'))}
          {(state === 'granted' || state === 'executing') && t('asked.moving')}
          {state === 'failed' && t('asked.failed')}
          {state === 'unknown' && t('asked.unknown')}
          {state === 'needs_human' && t('asked.needsHuman')}
        </span>
      </p>
      {by && <p className={classes.sentence}>{t('asked.approvedBy', { name: by })}</p>}
      {approval?.comment && <p className={classes.sentence}>“{approval.comment}”</p>}
      {!by && <p className={classes.sentence}>{request.decision.sentence}</p>}
      {execution.provider_reference && (
        <p className={classes.sentence}>
          {execution.provider} · <code className={classes.code}>{execution.provider_reference}</code>
        </p>
      )}
      {state === 'failed' && execution.last_error && <p className={classes.sentence}>{execution.last_error}</p>}
    </>
  )
}

function MovedIcon({ state }: { state: string }) {
  const look = { size: 20, 'aria-hidden': true, className: classes.icon } as const
  if (state === 'settled') return <CircleCheck {...look} />
  if (state === 'failed') return <CircleX {...look} />
  if (state === 'granted' || state === 'executing') return <LoaderCircle {...look} className={classes.spin} />
  return <TriangleAlert {...look} />
}
