import { Button, Checkbox, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Phone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import { requestQuery } from '../../api/requests'
import { given } from '../../lib/given'
import { spoken } from '../../lib/money'
import { Money } from '../../ui/Money'
import { useRemedyTitle } from '../../ui/remedies'
import { StatePill } from '../../ui/StatePill'
import { Ticking } from '../../ui/Ticking'
import { MyTurn } from '../../ui/Turn'
import classes from './Inbox.module.css'
import type { Picking } from './usePicking'
import type { QueueState } from './useQueue'
import type { Settling } from './useSettling'

type Props = {
  id: string
  queue: QueueState
  chosen: boolean
  onChoose: (id: string) => void
  settling: Settling
  picking: Picking | null
}

/** One request in the list: how long, how much, who, and the one click. */
export function Card({ id, queue, chosen, onChoose, settling, picking }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const me = useMe()
  const waits = queue.waits(id)
  // What has left the list is shown as it is now, so that it says who settled it.
  const left = useQuery({ ...requestQuery(id), enabled: !waits }).data
  const request = waits ? queue.remembered(id) : (left ?? queue.remembered(id))
  if (!request) return null
  const over = request.decision.over_by
  return (
    <li className={classes.card} data-chosen={chosen || undefined} data-gone={!waits || undefined}>
      {waits && picking && (
        <Checkbox
          className={classes.pick}
          aria-label={t('inbox.pick', { reference: request.reference })}
          checked={picking.has(id)}
          onChange={() => picking.toggle(id)}
        />
      )}
      <UnstyledButton
        className={classes.open}
        data-card={id}
        aria-current={chosen || undefined}
        onClick={() => onChoose(id)}
      >
        <span className={classes.cardTop}>
          <Money amount={request.amount} currency={request.currency} size="lg" />
          {waits ? (
            <span className={classes.wait} data-customer={request.customer_waiting || undefined}>
              {request.customer_waiting && <Phone size={12} strokeWidth={2.4} aria-label={t('inbox.onTheLine')} />}
              <Ticking since={request.created_at} />
            </span>
          ) : (
            <StatePill state={request.state} />
          )}
        </span>
        <span className={classes.cardRest}>
          {title(request.remedy)} · {request.requester.name}
        </span>
        {waits && <MyTurn approval={request.approval} me={me.id} />}
        <span className={classes.cardRest}>
          {over === null && t('inbox.noLimit')}
          {request.approval?.given.length ? `${t('inbox.given', given(request))} · ` : ''}
          {over !== null && over > 0 && t('inbox.over', { over: spoken(over, request.currency, i18n.language) })}
        </span>
      </UnstyledButton>
      {waits && !chosen && !picking && (
        <Button
          size="xs"
          variant="light"
          className={classes.quick}
          loading={settling.busy === id}
          disabled={!queue.armed}
          data-arming={!queue.armed || undefined}
          onClick={() => settling.approve(request)}
        >
          {t('inbox.approve', { amount: spoken(request.amount, request.currency, i18n.language) })}
        </Button>
      )}
    </li>
  )
}
