import { useTranslation } from 'react-i18next'
import type { Report } from '../../../api/shapes'
import { Note } from '../../../ui/Note'
import { Pill } from '../../../ui/Pill'
import classes from '../People.module.css'

const TONES = { create: 'ok', change: 'look', same: 'calm', refused: 'no' } as const
const MOST = 200

/** What a file would do, line by line; what cannot be comes first. */
export function ReportView({ report }: { report: Report }) {
  const { t } = useTranslation()
  const lines = [...report.lines].sort(
    (one, other) => Number(other.action === 'refused') - Number(one.action === 'refused'),
  )
  return (
    <div className={classes.report}>
      <Note tone={report.refused > 0 ? 'no' : 'ok'} role="status" title={t('people.report', counts(report))}>
        {report.refused > 0 && t('people.mend')}
      </Note>
      <ol className={classes.lines}>
        {lines.slice(0, MOST).map(({ line, email, action, says }) => (
          <li key={line}>
            <span className="soft num">{t('people.line', { line })}</span>
            <span className={classes.lineWords}>
              <strong>{email}</strong> {says.join('; ')}
            </span>
            <Pill tone={TONES[action]}>{t(`people.action.${action}`)}</Pill>
          </li>
        ))}
      </ol>
    </div>
  )
}

const counts = ({ create, change, same, refused }: Report) => ({ create, change, same, refused })
