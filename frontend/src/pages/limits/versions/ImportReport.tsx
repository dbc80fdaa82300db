import { useTranslation } from 'react-i18next'
import type { Imported } from '../../../api/shapes'
import { Note } from '../../../ui/Note'
import { DifferenceList } from '../draft/DifferenceList'

const SHOWN = 20

/** What a file says, what it would change, and which of its lines cannot be taken. */
export function ImportReport({ report }: { report: Imported }) {
  const { t } = useTranslation()
  const { problems, diff } = report
  const shown = { ...diff, lines: diff.lines.slice(0, SHOWN * 5) }
  return (
    <section aria-label={t('limits.importReport')}>
      <p>
        {t('limits.importRead', { count: report.rules })} {t('limits.importChanges', { count: diff.lines.length })}
      </p>
      {problems.length > 0 && (
        <Note tone="no" title={t('limits.importProblems', { count: problems.length })}>
          <ul>
            {problems.slice(0, SHOWN).map((one) => (
              <li key={`${one.line} ${one.sentence}`}>
                {t('limits.importLine', { line: one.line, said: one.sentence })}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <DifferenceList difference={shown} />
    </section>
  )
}
