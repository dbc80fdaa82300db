import { useTranslation } from 'react-i18next'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Note } from '../../ui/Note'
import { useRemedyTitle } from '../../ui/remedies'
import type { Trouble } from './useSettling'

/** Why the click did not count: somebody was first, or it changed; and then exactly what changed. */
export function WhatHappened({ trouble, now }: { trouble: Trouble; now: Request }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const { problem, saw } = trouble
  const late = problem.name === 'already-settled'
  const changes =
    problem.name !== 'stale-version'
      ? []
      : [
          saw.amount !== now.amount && [
            spoken(saw.amount, saw.currency, i18n.language),
            spoken(now.amount, now.currency, i18n.language),
          ],
          saw.remedy !== now.remedy && [title(saw.remedy), title(now.remedy)],
          saw.note !== now.note && [saw.note ?? '–', now.note ?? '–'],
          saw.state !== now.state && [t(`state.${saw.state}`), t(`state.${now.state}`)],
        ].filter((change): change is string[] => change !== false)
  return (
    <Note tone={late ? 'look' : 'no'} title={problem.title} role="alert">
      {late ? t('inbox.late') : problem.detail}
      {changes.map(([before, after]) => (
        <div key={before} className="num">
          <s className="soft">{before}</s> → <strong>{after}</strong>
        </div>
      ))}
    </Note>
  )
}
