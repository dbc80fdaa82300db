import { useTranslation } from 'react-i18next'
import classes from '../People.module.css'
import { Concerned } from './Concerned'
import { Kinds } from './Kinds'

/** The kinds of certificates, and whose run out soon or have lapsed. */
export function Certificates() {
  const { t } = useTranslation()
  return (
    <div className={classes.two} data-first="wide">
      <Kinds />
      <div className={classes.stack}>
        <Concerned standing="lapsed" title={t('people.gone')} nobody={t('people.goneNone')} />
        <Concerned standing="expiring" title={t('people.soon')} nobody={t('people.soonNone')} />
      </div>
    </div>
  )
}
