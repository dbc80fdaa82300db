import { useTranslation } from 'react-i18next'
import type { Tried } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from './Tests.module.css'

const SHOWN = 10

/** The cases of a test that come out otherwise: what they should be, what they would be, and why. */
export function Cells({ cells, who }: { cells: Tried[]; who: (subject: string) => string }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  return (
    <ul className={classes.cells}>
      {cells.slice(0, SHOWN).map((one) => (
        <li key={[one.who, one.remedy, one.amount].join(' ')}>
          <strong className="num">
            {[who(one.who), title(one.remedy), spoken(one.amount, one.currency, i18n.language)].join(', ')}
          </strong>
          : {t(`meter.${one.outcome}`)} – {t('limits.expected', { outcome: t(`meter.${one.expected}`) })}
          <span className={classes.aside}>{[one.sentence, one.rule].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
      {cells.length > SHOWN && <li>{t('limits.moreFailed', { count: cells.length - SHOWN })}</li>}
    </ul>
  )
}
