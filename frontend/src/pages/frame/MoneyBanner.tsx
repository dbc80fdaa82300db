import { useTranslation } from 'react-i18next'
import { useMoney } from '../../api/money'
import { moment } from '../../lib/time'
import classes from './MoneyBanner.module.css'

/** On every screen while money does not move: since when, why, and that asking goes on. */
export function MoneyBanner() {
  const { t, i18n } = useTranslation()
  const money = useMoney()
  const still = money && money.state !== 'moving' ? money : undefined
  const since = still?.since ? moment(still.since, i18n.language) : ''
  return (
    <div role="status" className={classes.place}>
      {still && (
        <div className={classes.strip}>
          <strong>
            {still.state === 'held'
              ? t('money.heldSince', { since })
              : t('money.stoppedSince', { since, name: still.by?.name ?? '' })}
          </strong>{' '}
          <span>{still.note}</span> <span>{t('money.asking', { count: still.waiting })}</span>
        </div>
      )}
    </div>
  )
}
