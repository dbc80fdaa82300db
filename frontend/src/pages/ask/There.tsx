import { useTranslation } from 'react-i18next'
import type { Check } from '../../api/shapes'
import { usual } from '../../lib/time'
import classes from './Ask.module.css'

/** Whether somebody who could approve is there, and how long it usually takes. */
export function There({ check }: { check: Check }) {
  const { t } = useTranslation()
  const count = check.available_approvers
  const [first] = check.available
  const who = !first
    ? t('meter.there', { count })
    : count === 1
      ? t('meter.thereName', { name: first.name })
      : t('meter.thereMore', { name: first.name, count: count - 1 })
  const time = check.usual_seconds
    ? t('meter.usually', { time: usual(check.usual_seconds).replace(' ', '\u00a0') })
    : ''
  return (
    <div className={classes.there}>
      <span className={classes.beacon} data-nobody={count === 0 || undefined} aria-hidden="true" />
      <span>{count === 0 ? t('meter.nobody') : [who, time].filter(Boolean).join(', ')}</span>
    </div>
  )
}
