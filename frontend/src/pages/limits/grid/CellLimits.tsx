import { MessageSquareText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Marked } from '../../../lib/draft'
import { furtherConditions } from '../../../lib/matrix'
import { figure } from '../../../lib/money'
import { useSaid } from '../said'
import classes from './Grid.module.css'

type Props = { own: Marked[]; inherited: Marked | null; currency: string }

/** What stands in one cell: an amount with its condition, old and new where a draft changes it, faint where inherited. */
export function CellLimits({ own, inherited, currency }: Props) {
  const { t } = useTranslation()
  if (own.length === 0 && !inherited) {
    return (
      <span className={classes.none} role="img" aria-label={t('limits.none')}>
        –
      </span>
    )
  }
  return (
    <>
      {own.map((rule) => (
        <Entry key={rule.when} rule={rule} currency={currency} />
      ))}
      {inherited && <Entry rule={inherited} currency={currency} fromBelow />}
    </>
  )
}

function Entry({ rule, currency, fromBelow = false }: { rule: Marked; currency: string; fromBelow?: boolean }) {
  const { t, i18n } = useTranslation()
  const { condition } = useSaid()
  const shown = (amount: number | null) =>
    amount === null ? t('limits.noLimit') : figure(amount, currency, i18n.language)
  const conditions = furtherConditions(rule.when)
  const moved = rule.status === 'changed' && rule.before !== rule.amount
  const words = rule.status === 'changed' && !moved
  return (
    <span className={classes.entry} data-status={fromBelow ? 'below' : rule.status}>
      {moved && (
        <>
          <del>{shown(rule.before)}</del>
          <span aria-hidden="true"> → </span>
        </>
      )}
      {rule.status === 'removed' ? <del>{shown(rule.before)}</del> : <span>{shown(rule.amount)}</span>}
      {words && <MessageSquareText size={13} aria-label={t('limits.reworded')} />}
      {fromBelow && <span className={classes.hidden}> {t('limits.inherited')}</span>}
      {conditions.length > 0 && <span className={classes.condition}>{conditions.map(condition).join(', ')}</span>}
    </span>
  )
}
