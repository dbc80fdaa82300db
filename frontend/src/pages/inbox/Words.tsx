import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import type { Request } from '../../api/shapes'
import { given } from '../../lib/given'
import { isOpen } from '../../lib/states'
import { moment } from '../../lib/time'
import { Note } from '../../ui/Note'
import classes from './Inbox.module.css'

/** Who else has this open; and where more than one has to approve, who has already. */
export function Words({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const { approval, state } = request
  if (!approval || !isOpen(state)) return null
  const others = approval.opened_by.filter(({ id }) => id !== me.id).map(({ name }) => name)
  const names = new Intl.ListFormat(i18n.language).format(others)
  return (
    <>
      {others.length > 0 && (
        <p className={classes.looking} role="status">
          {t('inbox.looking', { count: others.length, names })}
        </p>
      )}
      {approval.given.length > 0 && (
        <Note tone="wait" title={t('inbox.given', given(request))}>
          {approval.given.map(({ by, behalf, at, comment }) => (
            <div key={by.id}>
              {behalf ? t('inbox.forWhom', { name: by.name, lender: behalf.name }) : by.name} ·{' '}
              {moment(at, i18n.language)}
              {comment && ` · “${comment}”`}
            </div>
          ))}
        </Note>
      )}
    </>
  )
}
