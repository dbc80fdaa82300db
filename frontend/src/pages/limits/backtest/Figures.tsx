import { useTranslation } from 'react-i18next'
import type { BacktestResult } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { count } from '../../../lib/text'
import classes from './Backtest.module.css'

/** The few figures that a change is weighed by. */
export function Figures({ result }: { result: BacktestResult }) {
  const { t, i18n } = useTranslation()
  const said = (number: number) => count(number, i18n.language)
  const money = result.money_at_risk.map((one) => spoken(one.amount, one.currency, i18n.language))
  const newly = result.changes.find(({ kind }) => kind === 'escalated')?.count ?? 0
  const figures = [
    { name: 'avoided', value: said(result.approvals_avoided), tone: 'ok' },
    { name: 'minutes', value: said(result.minutes_saved), tone: 'ok' },
    { name: 'risk', value: money.join(' · ') || said(0), tone: money.length > 0 ? 'wait' : 'calm' },
    { name: 'rejected', value: said(result.rejected_before), tone: result.rejected_before > 0 ? 'no' : 'calm' },
    { name: 'newly', value: said(newly), tone: newly > 0 ? 'wait' : 'calm' },
  ] as const
  return (
    <dl className={classes.figures}>
      {figures.map(({ name, value, tone }) => (
        <div key={name} data-tone={tone}>
          <dt>{t(`backtest.figure.${name}`, { count: newly })}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
