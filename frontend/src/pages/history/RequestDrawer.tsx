import { Drawer, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useReasonTitle } from '../../api/catalog'
import { useMe } from '../../api/me'
import { requestQuery } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { Facts } from '../../ui/Facts'
import { Money } from '../../ui/Money'
import { Reviewed } from '../../ui/Reviewed'
import { useRemedyTitle } from '../../ui/remedies'
import { StatePill } from '../../ui/StatePill'
import { Trouble } from '../../ui/Trouble'
import { Carried } from './Carried'
import classes from './History.module.css'
import { MakeTest } from './MakeTest'
import { Timeline } from './Timeline'

/** One request in full: what was asked, what policy said, who settled it, and everything that happened. */
export function RequestDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error } = useQuery({ ...requestQuery(id ?? ''), enabled: id !== undefined })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={460}
      title={data ? t('asked.title', { reference: data.reference }) : t('column.request')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {error && !data && <Trouble error={error} />}
      {!data && !error && <Skeleton height={300} />}
      {data && <InFull request={data} />}
    </Drawer>
  )
}

function InFull({ request }: { request: Request }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const reason = useReasonTitle()
  const { decision, approval, execution } = request
  // It speaks to whoever asked.
  const mine = request.requester.id === useMe().id
  const [by, lender] = [approval?.settled_by?.name, approval?.settled_for?.name]
  return (
    <div className={classes.full}>
      <div className={classes.fullHead}>
        <div>
          <div className={classes.remedy}>{title(request.remedy)}</div>
          <Money amount={request.amount} currency={request.currency} size="xl" />
        </div>
        <StatePill state={request.state} />
      </div>
      <p className={classes.sentence}>
        {mine ? decision.sentence : t('inbox.agentTold', { sentence: decision.sentence })}
      </p>
      <Reviewed review={request.review} />
      <Facts
        rows={[
          [t('column.requester'), [request.requester.name, request.requester.team].filter(Boolean).join(' · ')],
          [t('ask.reason'), reason(request.reason)],
          [t('column.order'), request.order_id],
          [t('column.customer'), request.customer_id],
          [t('ask.channel'), request.channel && t(`channel.${request.channel}` as 'channel.phone')],
          [t('ask.note'), request.note],
          [t('history.settledBy'), by && lender ? t('inbox.forWhom', { name: by, lender }) : by],
          [t('history.comment'), approval?.comment],
          [
            t('history.rule'),
            decision.rule && t('history.ruleOf', { rule: decision.rule, version: decision.policy_version }),
          ],
          [t('history.provider'), execution.provider_reference],
        ]}
      />
      <div>
        <MakeTest id={request.id} />
      </div>
      <Carried id={request.id} />
      <h3 className={classes.subhead}>{t('history.timeline')}</h3>
      <Timeline id={request.id} />
    </div>
  )
}
