import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BacktestResult } from '../../../api/shapes'
import { capital, count } from '../../../lib/text'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from './Backtest.module.css'
import { OUTCOMES, OutcomeBar } from './OutcomeBar'

const SIDES = ['tiers', 'teams', 'remedies', 'people'] as const
type Side = (typeof SIDES)[number]

/** Whom it touches: how their asks came out with the limits in force, and how with the draft, one bar above the other. */
export function Affected({ result }: { result: BacktestResult }) {
  const { t, i18n } = useTranslation()
  const said = (number: number) => count(number, i18n.language)
  const title = useRemedyTitle()
  const [side, setSide] = useState<Side>('tiers')
  const rows = result[side]
  const name = (row: (typeof rows)[number]) => (side === 'remedies' ? title(row.id) : capital(row.name))
  return (
    <section aria-label={t('backtest.affected')} className={classes.affected}>
      <SegmentedControl
        size="xs"
        aria-label={t('backtest.by')}
        value={side}
        onChange={(value) => setSide(SIDES.find((one) => one === value) ?? 'tiers')}
        data={SIDES.map((one) => ({ value: one, label: t(`backtest.side.${one}`) }))}
      />
      <ul className={classes.legend} aria-hidden="true">
        {OUTCOMES.map((one) => (
          <li key={one} data-outcome={one}>
            {t(`backtest.outcome.${one}`)}
          </li>
        ))}
      </ul>
      {rows.length === 0 && <p className={classes.aside}>{t('backtest.nobody')}</p>}
      <ul className={classes.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <p>
              <strong>{name(row)}</strong>{' '}
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
