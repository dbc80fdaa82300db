import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Flaw } from '../../api/shapes'
import { count } from '../../lib/text'
import classes from './Statement.module.css'

/** What was found: the kind in words, where, and what to do about it. */
export function Flaws({ flaws, unlisted }: { flaws: Flaw[]; unlisted: number }) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <ul className={classes.flaws} aria-label={t('record.findings')}>
        {flaws.map((flaw) => (
          <li key={`${flaw.kind} ${flaw.first} ${flaw.last} ${flaw.sentence}`} className={classes.flaw}>
            <span className={classes.kind}>
              <TriangleAlert size={15} aria-hidden="true" />
              {t(`record.kind.${flaw.kind}`)}
            </span>
            <Where flaw={flaw} />
            <p className={classes.sentence}>{flaw.sentence}</p>
            <p className={classes.todo}>{t(`record.todo.${flaw.kind}`)}</p>
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p className={classes.text}>{t('record.unlisted', { many: count(unlisted, i18n.language) })}</p>}
    </>
  )
}

function Where({ flaw }: { flaw: Flaw }) {
  const { t, i18n } = useTranslation()
  const [first, last] = [count(flaw.first, i18n.language), count(flaw.last, i18n.language)]
  if (flaw.last === 0) return null
  return (
    <span className={`${classes.where} num`}>
      {flaw.first === flaw.last ? t('record.entry', { entry: last }) : t('record.entries', { first, last })}
    </span>
  )
}
