import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import type { Finding } from '../../api/shapes'
import classes from './Limits.module.css'

const named = ({ kind, rules }: Finding) => [kind, ...rules].join(' ')

/** What the draft would make wrong with the limits, and how to mend it; what is so already does not count. */
export function Findings({ draftId }: { draftId: string }) {
  const { t } = useTranslation()
  const read = { params: { path: { draft_id: draftId } } }
  const now = $api.useQuery('get', '/api/v1/policy/lint')
  const then = $api.useQuery('get', '/api/v1/policy/drafts/{draft_id}/lint', read)
  if (!now.data || !then.data) return null
  const known = new Set(now.data.items.map(named))
  const fresh = then.data.items.filter((finding) => !known.has(named(finding)))
  if (fresh.length === 0) return null
  return (
    <ul className={classes.findings} aria-label={t('limits.findings')}>
      {fresh.map((finding) => (
        <li key={named(finding)} data-severity={finding.severity}>
          <TriangleAlert size={15} aria-hidden="true" />
          <span>
            {finding.sentence} <strong>{finding.mend}</strong>
          </span>
        </li>
      ))}
    </ul>
  )
}
