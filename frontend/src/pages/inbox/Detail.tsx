import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReasonTitle } from '../../api/catalog'
import { useMe } from '../../api/me'
import { requestQuery } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { isOpen } from '../../lib/states'
import { LimitBar } from '../../ui/LimitBar'
import { Money } from '../../ui/Money'
import { Person } from '../../ui/Person'
import { Pieces } from '../../ui/Pieces'
import { useRemedyTitle } from '../../ui/remedies'
import { Ticking } from '../../ui/Ticking'
import { Trouble } from '../../ui/Trouble'
import { Turn } from '../../ui/Turn'
import { Background } from './Background'
import classes from './Inbox.module.css'
import { Settled } from './Settled'
import { Talk } from './Talk'
import { useArmed } from './useArmed'
import { useSeen } from './useSeen'
import type { Settling } from './useSettling'
import { Verbs } from './Verbs'
import { WhatHappened } from './WhatHappened'
import { Words } from './Words'

type Props = {
  id: string
  remembered: Request | undefined
  settling: Settling
  onBack?: (() => void) | undefined
}

/** Everything needed to decide, on one card. */
export function Detail({ id, remembered, settling, onBack }: Props) {
  const { t } = useTranslation()
  const { data, error } = useQuery({ ...requestQuery(id), placeholderData: remembered })
  const trouble = settling.trouble(id)
  // It stands still while the list beside it moves: only another card, or another version of it, is news here.
  const armed = useArmed(`${id} ${data?.version}`)
  useSeen(data)
  const back = onBack && (
    <Button variant="subtle" size="compact-sm" leftSection={<ArrowLeft size={15} />} onClick={onBack} w="fit-content">
      {t('inbox.back')}
    </Button>
  )
  if (!data) {
    return (
      <div className={classes.detail}>
        {back}
        {error ? <Trouble error={error} /> : <Skeleton height={260} />}
      </div>
    )
  }
  return (
    <article className={classes.detail} aria-label={data.reference}>
      {back}
      <Ask request={data} />
      <Words request={data} />
      {trouble && <WhatHappened trouble={trouble} now={data} />}
      {data.state === 'pending' ? (
        <Verbs request={data} settling={settling} armed={armed} />
      ) : (
        <Settled request={data} />
      )}
      <Talk id={data.id} />
      <Background request={data} />
    </article>
  )
}

function Ask({ request }: { request: Request }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const reason = useReasonTitle()
  const me = useMe()
  const { requester, approval, decision } = request
  const tier = t(`tier.${requester.tier ?? ''}` as 'tier.agent', { defaultValue: requester.tier ?? '' })
  const question = approval?.question
  const waits = isOpen(request.state)
  return (
    <>
      <header className={classes.asker}>
        <Person name={requester.name} detail={[tier, requester.team].filter(Boolean).join(' · ')} />
        {waits && (
          <span className={classes.line} data-customer={request.customer_waiting || undefined}>
            {request.customer_waiting ? t('inbox.onTheLine') : t('inbox.notOnTheLine')} ·{' '}
            <Ticking since={request.created_at} />
          </span>
        )}
      </header>
      <div>
        <p className={classes.what}>
          {title(request.remedy)} · {reason(request.reason)} ·{' '}
          <span className="num soft whole">{request.reference}</span>
        </p>
        <Money amount={request.amount} currency={request.currency} size="xl" />
      </div>
      {request.state === 'pending' && approval && <Turn approval={approval} me={me.id} />}
      <div>
        <LimitBar
          amount={reach(request)}
          limit={decision.limit ?? 0}
          currency={request.currency}
          tone="wait"
          whose="agents"
        />
        <p className={classes.sentence}>{t('inbox.agentTold', { sentence: decision.sentence })}</p>
        <First request={request} />
        <Pieces decision={decision} currency={request.currency} />
      </div>
      {request.note && <p className={classes.note}>“{request.note}”</p>}
      {question?.answer && (
        <p className={classes.note}>
          <strong>{question.text}</strong> “{question.answer}”
        </p>
      )}
    </>
  )
}

/** What counts against the limit, all together: what else was given on the order, the other part of a split, and this. */
function reach({ amount, decision: { limit, over_by: over, given } }: Request): number {
  return limit !== null && over !== null ? limit + over : amount + (given?.amount ?? 0)
}

/** Of a split: the part that needed nobody. */
function First({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const [first] = request.parts
  if (!first || first.id === request.id) return null
  const { reference, state } = first
  const amount = spoken(first.amount, request.currency, i18n.language)
  return (
    <p className={classes.sentence}>
      {t('inbox.partFirst', { amount, reference, state: t(`state.${state as 'settled'}`) })}
    </p>
  )
}
