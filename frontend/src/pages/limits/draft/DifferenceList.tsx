import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Difference } from '../../../api/shapes'
import classes from '../Limits.module.css'

/** The differences in words; what may give somebody more is marked, because it needs a second person. */
export function DifferenceList({ difference }: { difference: Difference }) {
  const { t } = useTranslation()
  if (difference.lines.length === 0) return <p className={classes.aside}>{t('limits.noDifference')}</p>
  return (
    <ul className={classes.differences}>
      {difference.lines.map((line) => (
        <li key={`${line.rule}-${line.text}`} data-raises={line.raises || undefined}>
          {line.raises ? (
            <ArrowUp size={15} aria-label={t('limits.raises')} />
          ) : (
            <ArrowDown size={15} aria-label={t('limits.lowers')} />
          )}
          <span className="num">{line.text}</span>
        </li>
      ))}
    </ul>
  )
}
