import { useTranslation } from 'react-i18next'
import type { BacktestResult } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { count } from '../../../lib/text'
import { day } from '../../../lib/time'
import { paths } from '../../../paths'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from './Backtest.module.css'

type Kind = BacktestResult['changes'][number]

/** Everything that is answered otherwise, kind by kind, the sharpest first; the largest of each can be opened. */
export function KindList({ kinds }: { kinds: readonly Kind[] }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const money = ({ amount, currency }: { amount: number; currency: string }) => spoken(amount, currency, i18n.language)
  return (
    <ul className={classes.kinds} aria-label={t('backtest.changes')}>
      {kinds.map(({ kind, count: number, sums, example }) => (
        <li key={kind} data-kind={kind}>
          <strong className="num">{count(number, i18n.language)}</strong>
          <div>
            <p>
              {t(`backtest.kind.${kind}`)} <span className="num soft">{sums.map(money).join(' · ')}</span>
            </p>
            {example && (
              <p className="soft">
                {t('backtest.example')}{' '}
                <a href={`${paths.history}?open=${example.request}`} target="_blank" rel="noreferrer">
                  {example.reference}
                </a>
                : {example.requester.name}, {title(example.remedy)}, <span className="num">{money(example)}</span>,{' '}
                {day(example.at, i18n.language)}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
