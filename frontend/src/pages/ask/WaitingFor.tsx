import { Button, CopyButton } from '@mantine/core'
import { Copy, Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../api/shapes'
import { given } from '../../lib/given'
import { spoken } from '../../lib/money'
import { withinSentence } from '../../lib/text'
import { Pieces } from '../../ui/Pieces'
import { useRemedyTitle } from '../../ui/remedies'
import { Ticking } from '../../ui/Ticking'
import { Turn } from '../../ui/Turn'
import classes from './Asked.module.css'
import { TakeBack } from './TakeBack'

/** Who has it and for how long, a line for the customer, and the way to take it back. */
export function WaitingFor({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const names = request.approval?.claimed_by
    ? [request.approval.claimed_by.name]
    : (request.approval?.offered_to ?? []).map(({ name }) => name)
  const list = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(names.slice(0, 4))
  const so = given(request)
  const amount = spoken(request.amount, request.currency, i18n.language)
  const line = t(names.length > 0 && !request.approval?.callback ? 'asked.line' : 'asked.lineNobody', {
    amount,
    remedy: withinSentence(title(request.remedy), i18n.language),
  })
  return (
    <>
      <p className={classes.headline}>
        <Hourglass size={19} aria-hidden="true" className={classes.icon} />
        <span>
          {names.length > 0 ? t('asked.with', { names: list }) : t('asked.nobody')}{' '}
          <span className={classes.clock}>
            <Ticking since={request.approval?.asked_at ?? request.created_at} />
          </span>
        </span>
      </p>
      {request.approval && <Turn approval={request.approval} bare />}
      {so.given > 0 && <p className={classes.sentence}>{t('inbox.given', so)}</p>}
      <p className={classes.sentence}>{request.decision.sentence}</p>
      <Pieces decision={request.decision} currency={request.currency} />
      <blockquote className={classes.line}>
        <span>
          <span className={classes.lineTitle}>{t('asked.tell')}</span>“{line}”
        </span>
        <CopyButton value={line}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              data-asked-key="c"
              leftSection={<Copy size={14} aria-hidden="true" />}
              onClick={copy}
            >
              {copied ? t('common.copied') : t('common.copy')}
            </Button>
          )}
        </CopyButton>
      </blockquote>
      <div className={classes.actions}>
        <TakeBack request={request} />
      </div>
    </>
  )
}
