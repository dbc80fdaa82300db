import { useTranslation } from 'react-i18next'
import type { Request } from '../api/shapes'
import { Note } from './Note'

const NAMED = 3

/** What was done before anybody was asked: who was told of it, and what was said once it was looked at. */
export function Reviewed({ review }: { review: Request['review'] }) {
  const { t, i18n } = useTranslation()
  if (!review) return null
  const { by, comment, skipped, verdict } = review
  if (verdict && by) {
    return (
      <Note tone={verdict === 'fine' ? 'ok' : 'wait'} title={t(`unasked.${verdict}Said`, { name: by.name })}>
        {comment && `“${comment}”`}
      </Note>
    )
  }
  const rest = skipped.length - NAMED
  const told = skipped.slice(0, NAMED).map(({ name }) => name)
  if (rest > 0) told.push(t('unasked.more', { count: rest }))
  const names = new Intl.ListFormat(i18n.language).format(told)
  return <Note tone="look">{names ? t('unasked.told', { names }) : t('unasked.later')}</Note>
}
