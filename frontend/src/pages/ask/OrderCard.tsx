import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../api/shapes'
import { day } from '../../lib/time'
import { Money } from '../../ui/Money'
import classes from './Ask.module.css'

type Props = { order: Order; onUse: (amount: number) => void; onClear: () => void }

/** The order picked: whose, what was in it, and how much can still go back. A line's amount is one click away. */
export function OrderCard({ order, onUse, onClear }: Props) {
  const { t, i18n } = useTranslation()
  const { currency } = order
  const whole = order.refundable > 0
  return (
    <div className={classes.order}>
      <div className={classes.orderHead}>
        <div>
          <div className={classes.orderName}>
            {order.customer.name} · {order.id}
          </div>
          <div className={classes.orderRest}>
            {[order.customer.id, order.customer.segment, day(order.placed_at, i18n.language)]
              .filter(Boolean)
              .join(' · ')}
          </div>
        </div>
        <Button size="compact-sm" variant="default" onClick={onClear}>
          {t('ask.change')}
        </Button>
      </div>
      <ul className={classes.lines}>
        {order.lines.map((line) => (
          <li key={line.sku} className={classes.line}>
            <span>
              {line.quantity > 1 && <span className="soft">{line.quantity} × </span>}
              {line.name}
            </span>
            <Money amount={line.amount} currency={currency} bare />
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => onUse(line.amount)}
              aria-label={t('ask.useLine', { name: line.name })}
            >
              {t('ask.use')}
            </Button>
          </li>
        ))}
      </ul>
      <div className={`${classes.sums} soft`}>
        <span>
          {t('order.captured')} <Money amount={order.captured} currency={currency} />
        </span>
        {order.refunded > 0 && (
          <span>
            {t('order.refunded')} <Money amount={order.refunded} currency={currency} />
          </span>
        )}
        <span>
          {t('order.refundable')} <Money amount={order.refundable} currency={currency} />
        </span>
        {whole && (
          <Button size="compact-xs" variant="subtle" onClick={() => onUse(order.refundable)} ml="auto">
            {t('ask.useAll')}
          </Button>
        )}
      </div>
    </div>
  )
}
