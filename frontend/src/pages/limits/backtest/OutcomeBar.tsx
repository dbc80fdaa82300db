import { useTranslation } from 'react-i18next'
import type { BacktestResult } from '../../../api/shapes'
import { count } from '../../../lib/text'
import classes from './Backtest.module.css'

export const OUTCOMES = ['allow', 'review', 'escalate', 'deny'] as const

/** How many came out how, as one bar; a screen reader hears the numbers. */
export function OutcomeBar({ label, counted }: { label: string; counted: BacktestResult['before'] }) {
  const { t, i18n } = useTranslation()
  const all = Math.max(
    1,
    OUTCOMES.reduce((sum, one) => sum + counted[one], 0),
  )
  const parts = OUTCOMES.filter((one) => counted[one] > 0)
  const said = parts.map((one) => `${t(`backtest.outcome.${one}`)} ${count(counted[one], i18n.language)}`).join(', ')
  const alone = Math.round(((counted.allow + counted.review) / all) * 1000) / 10
  return (
    <div className={classes.line}>
      <span className="soft" aria-hidden="true">
        {label}
      </span>
      <svg className={classes.bar} viewBox="0 0 100 10" preserveAspectRatio="none" role="img">
        <title>{`${label}: ${said}`}</title>
        {parts.map((one, place) => (
          <rect
            key={one}
            data-outcome={one}
            x={(parts.slice(0, place).reduce((sum, earlier) => sum + counted[earlier], 0) / all) * 100}
            width={(counted[one] / all) * 100}
            height={10}
          />
        ))}
      </svg>
      <span className="num" aria-hidden="true">
        {t('backtest.alone', { percent: alone.toLocaleString(i18n.language) })}
      </span>
    </div>
  )
}
