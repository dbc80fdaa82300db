import { Button, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import type { Request } from '../../api/shapes'
import { isGivenBy } from '../../lib/given'
import { spoken } from '../../lib/money'
import { ForwardDialog } from './ForwardDialog'
import classes from './Inbox.module.css'
import { OfferDialog } from './OfferDialog'
import { QuestionDialog } from './QuestionDialog'
import { RejectDialog } from './RejectDialog'
import type { Settling } from './useSettling'

type Props = { request: Request; settling: Settling; armed: boolean }
type Saying = 'reject' | 'offer' | 'ask' | 'forward' | null

/** Approve with the amount in the button; the others need a word with it. */
export function Verbs({ request, settling, armed }: Props) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const [saying, setSaying] = useState<Saying>(null)
  const no = request.requester.id === me.id ? t('inbox.own') : isGivenBy(request, me.id) ? t('inbox.yoursGiven') : null
  // Under a finger a tooltip only covers what is beside it.
  const touched = useMediaQuery('(hover: none)')
  const close = () => setSaying(null)
  const dialog = { request, onClose: close, onRefused: settling.refused(request) }
  const others = [
    ['reject', 'r'],
    ['offer', 'o'],
    ['ask', 'q'],
    ['forward', 'f'],
  ] as const
  return (
    <div className={classes.verbs}>
      <Tooltip label={no ?? t('inbox.approveKey')} disabled={touched && !no}>
        <Button
          size="md"
          className={classes.approve}
          data-verb="a"
          data-arming={(!no && !armed) || undefined}
          disabled={!!no || !armed}
          loading={settling.busy === request.id}
          onClick={() => settling.approve(request)}
        >
          {t('inbox.approve', { amount: spoken(request.amount, request.currency, i18n.language) })}
        </Button>
      </Tooltip>
      {others.map(([verb, key]) => (
        <Tooltip key={verb} label={no ?? `${t(`inbox.${verb}Text`)} (${key.toUpperCase()})`} disabled={touched && !no}>
          <Button size="md" variant="default" data-verb={key} disabled={!!no} onClick={() => setSaying(verb)}>
            {t(`inbox.${verb}`)}
          </Button>
        </Tooltip>
      ))}
      {saying === 'reject' && <RejectDialog {...dialog} />}
      {saying === 'offer' && <OfferDialog {...dialog} />}
      {saying === 'ask' && <QuestionDialog {...dialog} />}
      {saying === 'forward' && <ForwardDialog {...dialog} />}
    </div>
  )
}
