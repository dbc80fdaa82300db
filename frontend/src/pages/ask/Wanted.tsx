import { useTranslation } from 'react-i18next'
import { useReasonTitle } from '../../api/catalog'
import { useKnownCustomer } from '../../api/orders'
import type { Request } from '../../api/shapes'
import classes from './Asked.module.css'

/** Why it was asked for, for whom, and in which words: whoever is asked about it has them before their eyes. */
export function Wanted({ request }: { request: Request }) {
  const { t } = useTranslation()
  const reason = useReasonTitle()
  const customer = useKnownCustomer(request.order_id)
  const question = request.approval?.question
  const channel = t(`channel.${request.channel ?? 'other'}` as 'channel.phone')
  return (
    <>
      <div className={classes.case}>
        {[reason(request.reason), customer, request.order_id, request.customer_id, channel].filter(Boolean).join(' · ')}
      </div>
      {request.note && <p className={classes.words}>“{request.note}”</p>}
      {question?.answer && (
        <p className={classes.words}>
          <strong>{question.text}</strong> “{question.answer}”
        </p>
      )}
    </>
  )
}
