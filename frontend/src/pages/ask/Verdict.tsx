import { CircleAlert, CircleCheck, CircleX, Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Check, NewRequest } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { toneOfOutcome } from '../../lib/states'
import classes from './Ask.module.css'

const ICONS = { allow: CircleCheck, review: Eye, escalate: CircleAlert, deny: CircleX }

type Props = { body: NewRequest; check: Check }

/** The answer in three words. */
export function Verdict({ body, check }: Props) {
  const { t, i18n } = useTranslation()
  const { outcome, over_by } = check.decision
  const Icon = ICONS[outcome]
  const words =
    outcome === 'escalate' && over_by !== null && over_by > 0
      ? t('meter.over', { over: spoken(over_by, body.currency, i18n.language) })
      : t(`meter.${outcome}`)
  return (
    <span className={classes.verdict} data-tone={toneOfOutcome(outcome)}>
      <Icon size={20} strokeWidth={2} aria-hidden="true" />
      {words}
    </span>
  )
}
