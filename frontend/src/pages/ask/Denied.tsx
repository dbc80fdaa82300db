import { useTranslation } from 'react-i18next'
import type { Alternative, Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { useRemedyTitle } from '../../ui/remedies'
import { LinkButton } from '../frame/LinkButton'
import classes from './Asked.module.css'
import { useAskAgain } from './askAgain'

/** It did not go through: who said so and why, and what would. */
export function Denied({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const again = useAskAgain()
  const { state, approval, decision } = request
  // What could be given at once was given already with the other part of a split.
  const split = request.parts.some(({ id }) => id !== request.id)
  const ways =
    state === 'withdrawn'
      ? []
      : decision.alternatives.filter(
          ({ kind }) => kind !== 'split' && kind !== 'certificate' && !(split && kind === 'amount'),
        )
  const said = (way: Alternative) => {
    const amount = spoken(way.amount ?? 0, request.currency, i18n.language)
    return way.kind === 'amount'
      ? t('meter.lower', { amount })
      : t('meter.other', { remedy: title(way.remedy ?? ''), amount })
  }
  return (
    <>
      <p className={classes.headline}>
        {state === 'rejected' && t('asked.rejected', { name: approval?.settled_by?.name ?? '' })}
        {state === 'denied' && t('asked.denied')}
        {state === 'expired' && t('asked.expired')}
        {state === 'withdrawn' && t('asked.withdrawn')}
      </p>
      {approval?.comment && <p className={classes.sentence}>“{approval.comment}”</p>}
      {state === 'denied' && <p className={classes.sentence}>{decision.sentence}</p>}
      {ways.length > 0 && (
        <div className={classes.actions}>
          {ways.map((way) => (
            <LinkButton
              key={`${way.kind}-${way.remedy ?? ''}`}
              variant="default"
              to={again}
              search={{
                order: request.order_id ?? undefined,
                remedy: way.remedy ?? request.remedy,
                amount: way.amount ?? undefined,
                reason: request.reason,
              }}
            >
              {said(way)}
            </LinkButton>
          ))}
        </div>
      )}
    </>
  )
}
