import { useTranslation } from 'react-i18next'
import { count } from '../../../lib/text'
import classes from './Backtest.module.css'

/** How far it has come; without a number until it has begun. */
export function Going({ complete, total }: { complete: number; total: number | null }) {
  const { t, i18n } = useTranslation()
  const known = total !== null && total > 0
  return (
    <div className={classes.going}>
      <progress aria-label={t('backtest.going')} {...(known ? { value: complete, max: total } : {})} />
      <span className="num soft">
        {known
          ? t('backtest.reached', {
              complete: count(complete, i18n.language),
              total: count(total, i18n.language),
            })
          : t('backtest.begins')}
      </span>
    </div>
  )
}
