import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { useMe } from '../../api/me'
import { ofRequest } from '../../api/requests'
import type { Order, Precedents, Request, Tally } from '../../api/shapes'
import { isGivenBy } from '../../lib/given'
import { spoken } from '../../lib/money'
import { holds } from '../../lib/states'
import { day } from '../../lib/time'
import { Facts } from '../../ui/Facts'
import { Money } from '../../ui/Money'
import { Trouble } from '../../ui/Trouble'
import classes from './Inbox.module.css'

/** What one would otherwise have to look up: order, customer, requester, and how the like was settled. */
export function Background({ request }: { request: Request }) {
  const { t } = useTranslation()
  const me = useMe()
  // Whoever approved it already may not settle it again, and is told no more than they saw.
  const done = isGivenBy(request, me.id)
  const { data, error, refetch } = $api.useQuery(
    'get',
    '/api/v1/requests/{request_id}/context',
    ofRequest(request.id),
    {
      staleTime: 30_000,
      enabled: !done,
    },
  )
  if (error && !done) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return done ? null : <Skeleton height={180} />
  const { currency } = request
  return (
    <div className={classes.background}>
      {data.precedents && data.precedents.count > 0 && <Like precedents={data.precedents} currency={currency} />}
      {data.order && <OrderFacts order={data.order} held={holds(request.state)} />}
      {data.customer && (
        <Record
          title={t('inbox.customer', { name: data.order?.customer.name ?? request.customer_id ?? '' })}
          tally={data.customer}
          currency={currency}
        />
      )}
      {data.requester && (
        <Record
          title={t('inbox.requester', { name: request.requester.name })}
          tally={data.requester}
          currency={currency}
        />
      )}
    </div>
  )
}

function Like({ precedents, currency }: { precedents: Precedents; currency: string }) {
  const { t, i18n } = useTranslation()
  const { count, approved, median_amount: median } = precedents
  return (
    <section className={classes.fact}>
      <h2>{t('inbox.precedents')}</h2>
      <p className={classes.like}>
        {t('inbox.like', { count, approved })}
        {median !== null && (
          <>
            {' '}
            <span className="whole">{t('inbox.median', { amount: spoken(median, currency, i18n.language) })}</span>
          </>
        )}
      </p>
      <div className={classes.share} aria-hidden="true">
        <span style={{ width: `${count > 0 ? (approved / count) * 100 : 0}%` }} />
      </div>
    </section>
  )
}

function OrderFacts({ order, held }: { order: Order; held: boolean }) {
  const { t, i18n } = useTranslation()
  return (
    <section className={classes.fact}>
      <h2>
        {order.id} · {day(order.placed_at, i18n.language)}
      </h2>
      <Facts
        rows={[
          ...order.lines.map((line): [string, React.ReactNode] => [
            line.quantity > 1 ? `${line.quantity} × ${line.name}` : line.name,
            <Money key={line.sku} amount={line.amount} currency={order.currency} bare />,
          ]),
          [t('order.captured'), <Money key="captured" amount={order.captured} currency={order.currency} />],
          [
            t(held ? 'inbox.leftAfter' : 'order.refundable'),
            <Money key="left" amount={order.refundable} currency={order.currency} />,
          ],
        ]}
      />
    </section>
  )
}

function Record({ title, tally, currency }: { title: string; tally: Tally; currency: string }) {
  const { t, i18n } = useTranslation()
  return (
    <section className={classes.fact}>
      <h2>{title}</h2>
      <Facts
        rows={[
          [t('inbox.requests', { since: day(tally.since, i18n.language) }), tally.requests],
          [t('inbox.granted'), tally.granted],
          [t('inbox.escalated'), tally.escalated],
          [t('inbox.rejected'), tally.rejected],
          [t('inbox.sum'), <Money key="sum" amount={tally.amount} currency={currency} />],
        ]}
      />
    </section>
  )
}
