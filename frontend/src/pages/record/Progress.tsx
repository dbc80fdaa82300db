import { useTranslation } from 'react-i18next'
import { count } from '../../lib/text'
import classes from './Statement.module.css'

/** How far verifying has come; without a number until the first part is done. */
export function Progress({ reached, all }: { reached: number; all: number }) {
  const { t, i18n } = useTranslation()
  const known = reached > 0 && all > 0
  return (
    <div className={classes.progress}>
      <progress
        aria-label={t('record.walking')}
        {...(known ? { value: Math.min(reached, all), max: Math.max(all, reached) } : {})}
      />
      <span className="num soft">
        {known
          ? t('record.reached', { reached: count(reached, i18n.language), all: count(all, i18n.language) })
          : all > 0 && t('record.toWalk', { all: count(all, i18n.language) })}
      </span>
    </div>
  )
}
