import { useTranslation } from 'react-i18next'
import type { Held } from '../../../api/shapes'
import { toneOfStanding } from '../../../lib/staff'
import { day } from '../../../lib/time'
import classes from '../People.module.css'

/** Certificates by their codes; the ones that run out or have lapsed first, and marked. */
export function HeldChips({ held }: { held: Held[] }) {
  const { t, i18n } = useTranslation()
  const rank = { lapsed: 0, expiring: 1, valid: 2 }
  const sorted = [...held].sort((one, other) => rank[one.standing] - rank[other.standing])
  return (
    <ul className={classes.chips}>
      {sorted.map(({ code, standing, expires_at }) => (
        <li
          key={code}
          className={classes.chip}
          data-tone={toneOfStanding(standing)}
          title={expires_at ? t(`people.standing.${standing}`, { day: day(expires_at, i18n.language) }) : undefined}
        >
          {code}
          {standing !== 'valid' && <span className={classes.unseen}> {t(`people.standingWord.${standing}`)}</span>}
        </li>
      ))}
    </ul>
  )
}
