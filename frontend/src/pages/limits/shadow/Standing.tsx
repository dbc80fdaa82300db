import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Shadow } from '../../../api/shapes'
import { moment } from '../../../lib/time'
import { Note } from '../../../ui/Note'
import classes from './Shadow.module.css'

/** Whether it runs, since when and by whom; or when it ended, and why. */
export function Standing({ shadow, action }: { shadow: Shadow; action: ReactNode }) {
  const { t, i18n } = useTranslation()
  const { begun_at, begun_by, ended, running, since } = shadow
  const said = (at: string | null) => (at ? moment(at, i18n.language) : '')
  return (
    <div className={classes.standing}>
      {!begun_at && (
        <Note tone="calm" title={t('shadow.off')} action={action}>
          {t('shadow.offText')}
        </Note>
      )}
      {running && (
        <Note tone="look" title={t('shadow.on', { when: said(begun_at), name: begun_by?.name })} action={action}>
          {t('shadow.onText')}
        </Note>
      )}
      {ended && (
        <Note tone="calm" title={t(`shadow.ended.${ended.why}`, { when: said(ended.at) })} action={action}>
          {t('shadow.endedText', { when: said(since) })}
        </Note>
      )}
      {shadow.anew && (
        <Note tone="wait" title={t('shadow.anew', { when: said(since) })}>
          {t('shadow.anewText')}
        </Note>
      )}
    </div>
  )
}
