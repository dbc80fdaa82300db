import { useHotkeys } from '@mantine/hooks'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../../api/catalog'
import { readMoney, typed } from '../../lib/money'
import { Page } from '../../ui/Page'
import { Trouble } from '../../ui/Trouble'
import { AnswerPanel } from './AnswerPanel'
import classes from './Ask.module.css'
import { AskForm } from './AskForm'
import { EMPTY, type Fill, missing, requestOf } from './fill'
import { MyRequests } from './MyRequests'
import { useAddress } from './useAddress'
import { useCheck } from './useCheck'
import { useLinkedOrder } from './useLinkedOrder'
import { useSubmit } from './useSubmit'

/** Ask: pick an order, say what and how much, and see the answer before promising anything. */
export function AskPage() {
  const { t, i18n } = useTranslation()
  const search = useSearch({ from: '/frame/ask' })
  const reasons = useReasons()
  const [fill, setFill] = useState<Fill>({
    ...EMPTY,
    remedy: search.remedy ?? EMPTY.remedy,
    reason: search.reason ?? null,
  })
  const change = (part: Partial<Fill>) => setFill((old) => ({ ...old, split: false, ...part }))

  const lost = useLinkedOrder(fill.order ? undefined : search.order, (order) =>
    change({ order, amount: search.amount ? typed(search.amount, order.currency, i18n.language) : fill.amount }),
  )
  const body = requestOf(fill, i18n.language)
  const gap = missing(fill, reasons, i18n.language)
  const answer = useCheck(body)
  const { submit, busy, error } = useSubmit()
  const send = () => {
    if (body && !gap && !busy && !answer.refused) submit(body)
  }
  useHotkeys([['mod+Enter', send]], [])

  const { order, remedy, reason } = fill
  const amount = order ? (readMoney(fill.amount, order.currency, i18n.language).amount ?? undefined) : search.amount
  useAddress({ order: order?.id, remedy, amount: amount || undefined, reason: reason ?? undefined })

  return (
    <Page title={t('ask.title')} lead={t('ask.lead')}>
      {lost ? <Trouble error={lost} /> : null}
      <div className={classes.columns}>
        <AskForm fill={fill} reasons={reasons} onChange={change} />
        <AnswerPanel
          fill={fill}
          body={body}
          gap={gap}
          answer={answer}
          busy={busy}
          error={error}
          onChange={change}
          onSubmit={send}
        />
      </div>
      <MyRequests />
    </Page>
  )
}
