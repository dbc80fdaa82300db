import { useTranslation } from 'react-i18next'
import type { Decision } from '../api/shapes'
import { spoken } from '../lib/money'
import { moment } from '../lib/time'
import classes from './Pieces.module.css'
import { useRemedyTitle } from './remedies'

/** What counted with an ask, piece by piece, and the rejection that it repeats: nobody has to look it up. */
export function Pieces({ decision, currency }: { decision: Decision; currency: string }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const { given, asked_before: before } = decision
  const much = (amount: number) => spoken(amount, currency, i18n.language)
  return (
    <>
      {before && (
        <p className={classes.again}>
          {t('pieces.again', { name: before.by, when: moment(before.at, i18n.language), reference: before.reference })}
          {before.comment && ` “${before.comment}”`}
        </p>
      )}
      {given && (
        <div className={classes.pieces}>
          <p>
            {given.hours === null
              ? t(`pieces.${given.per}`, { amount: much(given.amount) })
              : t(`pieces.${given.per}Lately`, { amount: much(given.amount), count: given.hours })}
          </p>
          <ul>
            {given.pieces.map((one) => (
              <li key={one.id}>
                <span className="num">{much(one.amount)}</span> · {title(one.remedy)} · {one.by},{' '}
                {moment(one.at, i18n.language)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
