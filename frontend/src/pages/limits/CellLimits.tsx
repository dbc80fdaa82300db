import { Check, Eye, type LucideIcon, Users, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Marked } from '../../lib/draft'
import { furtherConditions } from '../../lib/matrix'
import { figure } from '../../lib/money'
import classes from './Limits.module.css'
import { useCondition } from './useCondition'

const ICONS: Record<string, LucideIcon> = { auto: Check, review: Eye, approve: Users, override: Zap }
const WORDS = {
  auto: 'limits.alone',
  review: 'limits.reviewed',
  approve: 'limits.approves',
  override: 'limits.override',
} as const

type Props = { rules: Marked[]; inherited: Marked[]; currency: string }

/** What stands in one cell: an amount for each thing the tier may do, faint where it only inherits it. */
export function CellLimits({ rules, inherited, currency }: Props) {
  const { t } = useTranslation()
  if (rules.length === 0 && inherited.length === 0) {
    return (
      <span className={classes.none} role="img" aria-label={t('limits.none')}>
        –
      </span>
    )
  }
  return (
    <>
      {rules.map((rule) => (
        <Entry key={`${rule.mode}-${rule.when}`} rule={rule} currency={currency} />
      ))}
      {inherited.map((rule) => (
        <Entry key={`below-${rule.mode}`} rule={rule} currency={currency} fromBelow />
      ))}
    </>
  )
}

function Entry({ rule, currency, fromBelow = false }: { rule: Marked; currency: string; fromBelow?: boolean }) {
  const { t, i18n } = useTranslation()
  const say = useCondition()
  const Icon = ICONS[rule.mode] ?? Check
  const shown = (amount: number | null) =>
    amount === null ? t('limits.noLimit') : figure(amount, currency, i18n.language)
  const conditions = furtherConditions(rule.when)
  return (
    <span className={classes.entry} data-mode={rule.mode} data-status={rule.status} data-below={fromBelow || undefined}>
      <Icon size={13} strokeWidth={2.2} aria-label={t(WORDS[rule.mode as keyof typeof WORDS] ?? 'limits.alone')} />
      <span className={classes.figures}>
        {(rule.status === 'changed' || rule.status === 'removed') && rule.before !== rule.amount && (
          <del>{shown(rule.before)}</del>
        )}
        {rule.status === 'removed' ? <del>{shown(rule.amount)}</del> : <span>{shown(rule.amount)}</span>}
        {fromBelow && <span className={classes.hidden}>{t('limits.inherited')}</span>}
        {conditions.length > 0 && rule.mode !== 'approve' && (
          <span className={classes.condition}>{conditions.map(say).join(', ')}</span>
        )}
      </span>
    </span>
  )
}
