import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLink } from '../../api/live'
import classes from './Connection.module.css'

const PATIENCE_MS = 2_500

/** Says when the screen is not being kept fresh. A blink of the line is not worth a word. */
export function Connection() {
  const { t } = useTranslation()
  const link = useLink()
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (link === 'live') return
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [link])
  return (
    <div role="status" className={classes.place}>
      {late && link !== 'live' && (
        <div className={classes.strip}>
          <span className={classes.dot} aria-hidden="true" />
          {t('frame.reconnecting')}
        </div>
      )}
    </div>
  )
}
