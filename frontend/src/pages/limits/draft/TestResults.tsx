import { Button } from '@mantine/core'
import { CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Draft, Tried } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from './Draft.module.css'
import { ExpectDialog } from './ExpectDialog'
import type { DraftInHand } from './useDraft'

const SHOWN = 5
const cellOf = ({ test, who, remedy, amount }: Tried) => [test, who, remedy, amount].join(' ')

/** How the stored tests come out with this draft; nothing is published against them. */
export function TestResults({ draft, hand }: { draft: Draft; hand: DraftInHand }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const [expecting, setExpecting] = useState<Tried | null>(null)
  const path = { params: { path: { draft_id: draft.id } } }
  const { data } = $api.useQuery('get', '/api/v1/policy/drafts/{draft_id}/tests', path, {
    placeholderData: (old) => old,
  })
  if (!data || data.items.length === 0) return null
  const failed = data.items.filter(({ passed }) => !passed)
  return (
    <section aria-label={t('limits.tests')}>
      <p className={classes.tests} data-failed={failed.length > 0 || undefined}>
        {failed.length > 0 ? <CircleX size={15} aria-hidden="true" /> : <CircleCheck size={15} aria-hidden="true" />}
        {failed.length > 0
          ? t('limits.testsFailed', { count: failed.length, of: data.items.length })
          : t('limits.testsPassed', { count: data.items.length })}
      </p>
      <ul className={classes.failed}>
        {failed.slice(0, SHOWN).map((one) => (
          <li key={cellOf(one)}>
            <span className={classes.finding}>
              <strong>{one.name}</strong> {one.who.replace(/^\w+:/, '')}, {title(one.remedy)},{' '}
              {spoken(one.amount, one.currency, i18n.language)}: {t(`meter.${one.outcome}`)} –{' '}
              {t('limits.expected', { outcome: t(`meter.${one.expected}`) })}
            </span>
            {hand.editable && one.test && (
              <Button size="compact-xs" variant="default" onClick={() => setExpecting(one)}>
                {t('limits.expectNow')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {failed.length > SHOWN && <p className="soft">{t('limits.moreFailed', { count: failed.length - SHOWN })}</p>}
      {expecting && <ExpectDialog tried={expecting} draft={draft} hand={hand} onClose={() => setExpecting(null)} />}
    </section>
  )
}
