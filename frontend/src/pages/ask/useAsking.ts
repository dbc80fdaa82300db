import { useHotkeys } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../../api/catalog'
import type { Request } from '../../api/shapes'
import { typed } from '../../lib/money'
import { currencyOf, EMPTY, type Fill, missing, requestOf } from './fill'
import type { AskSearch } from './search'
import { useCheck } from './useCheck'
import { useLinkedOrder } from './useLinkedOrder'
import { useSubmit } from './useSubmit'

/** The form, the answer to it while it is being filled, and sending it. `start` is what a link has brought along. */
export function useAsking(start: AskSearch, onAsked: (request: Request) => void) {
  const { i18n } = useTranslation()
  const reasons = useReasons()
  const [fill, setFill] = useState<Fill>(() => ({
    ...EMPTY,
    remedy: start.remedy ?? EMPTY.remedy,
    reason: start.reason ?? null,
    channel: start.channel ?? EMPTY.channel,
    customer: start.order ? null : (start.customer ?? null),
  }))
  const change = (part: Partial<Fill>) => setFill((old) => ({ ...old, split: false, ...part }))
  const lost = useLinkedOrder(fill.order ? undefined : start.order, (order) =>
    change({ order, amount: start.amount ? typed(start.amount, order.currency, i18n.language) : fill.amount }),
  )
  const body = requestOf(fill, i18n.language)
  const gap = missing(fill, reasons, i18n.language)
  const answer = useCheck(body)
  const { submit, busy, error } = useSubmit(answer, onAsked)
  const send = () => {
    if (body && !gap && !busy && !answer.refused) submit(body)
  }
  useHotkeys([['mod+Enter', send]], [])
  return { fill, reasons, change, lost, body, gap, answer, busy, error, send, currency: currencyOf(fill) }
}
