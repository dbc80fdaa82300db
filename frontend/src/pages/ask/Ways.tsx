import { UnstyledButton } from '@mantine/core'
import { ArrowRight, Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Alternative, Decision } from '../../api/shapes'
import { spoken, typed } from '../../lib/money'
import { useRemedyTitle } from '../../ui/remedies'
import classes from './Ask.module.css'
import type { Fill } from './fill'

type Props = { decision: Decision; currency: string; split: boolean; onChange: (part: Partial<Fill>) => void }

/** How to get to yes: each way is one click. */
export function Ways({ decision, currency, split, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const money = (amount: number | null | undefined) => spoken(amount ?? 0, currency, i18n.language)
  const write = (amount: number | null | undefined) => typed(amount ?? 0, currency, i18n.language)
  // A certificate opens a way for the next time; its sentence says so, and there is nothing to click now.
  const ways = decision.alternatives.filter(({ kind }) => kind !== 'certificate')
  if (ways.length === 0) return null
  const said = (way: Alternative) => {
    if (way.kind === 'split') return t('meter.split', { now: money(way.now), ask: money(way.ask) })
    if (way.kind === 'override') return t('meter.actNow', { amount: money(way.amount) })
    if (way.kind === 'amount')
      return t(way.outcome === 'review' ? 'meter.lowerReviewed' : 'meter.lower', { amount: money(way.amount) })
    return t('meter.other', { remedy: title(way.remedy ?? ''), amount: money(way.amount) })
  }
  const take = (way: Alternative) => {
    if (way.kind === 'split') onChange({ split: !split })
    else if (way.kind === 'override') onChange({ override: true, split: false })
    else onChange({ amount: write(way.amount), ...(way.remedy ? { remedy: way.remedy } : {}) })
  }
  return (
    <div className={classes.ways}>
      <p className={classes.waysTitle}>{t('meter.ways')}</p>
      {ways.map((way) => {
        const chosen = way.kind === 'split' && split
        return (
          <UnstyledButton
            key={`${way.kind}-${way.remedy ?? ''}-${way.amount ?? ''}`}
            className={classes.way}
            aria-pressed={way.kind === 'split' ? split : undefined}
            onClick={() => take(way)}
          >
            <span className="num">{said(way)}</span>
            {chosen ? <Check size={16} aria-hidden="true" /> : <ArrowRight size={15} aria-hidden="true" />}
          </UnstyledButton>
        )
      })}
    </div>
  )
}
