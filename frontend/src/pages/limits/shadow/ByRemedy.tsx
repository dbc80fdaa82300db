import { useTranslation } from 'react-i18next'
import type { Shadow } from '../../../api/shapes'
import { count } from '../../../lib/text'
import { useRemedyTitle } from '../../../ui/remedies'
import back from '../backtest/Backtest.module.css'
import { OUTCOMES, OutcomeBar } from '../backtest/OutcomeBar'

/** Remedy by remedy: what was answered, and what the draft says, one bar above the other. */
export function ByRemedy({ shadow }: { shadow: Shadow }) {
  const { t, i18n } = useTranslation()
  const said = (number: number) => count(number, i18n.language)
  const title = useRemedyTitle()
  return (
    <section aria-label={t('shadow.remedies')} className={back.affected}>
      <ul className={back.legend} aria-hidden="true">
        {OUTCOMES.map((one) => (
          <li key={one} data-outcome={one}>
            {t(`backtest.outcome.${one}`)}
          </li>
        ))}
      </ul>
      <ul className={back.rows}>
        {shadow.remedies.map((row) => (
          <li key={row.id}>
            <p>
              <strong>{title(row.id)}</strong>{' '}
              <span className="num soft">
                {t('backtest.changedOf', { changed: said(row.changed), of: said(row.cases) })}
              </span>
            </p>
            <OutcomeBar label={t('backtest.before')} counted={row.before} />
            <OutcomeBar label={t('backtest.after')} counted={row.after} />
          </li>
        ))}
      </ul>
    </section>
  )
}
