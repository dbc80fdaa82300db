import { Button } from '@mantine/core'
import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Draft, Finding } from '../../../api/shapes'
import type { DraftChange, Marked } from '../../../lib/draft'
import type { Rule } from '../../../lib/matrix'
import { mended, mendOf } from '../../../lib/mends'
import { spoken } from '../../../lib/money'
import classes from './Draft.module.css'

type Props = {
  draft: Draft
  rules: ReadonlyMap<string, Marked>
  live: readonly Rule[]
  changes: readonly DraftChange[]
  onMend: ((next: DraftChange[]) => void) | undefined
}

const named = ({ kind, rules }: Finding) => [kind, ...rules].join(' ')

/** What the draft would make wrong with the limits, and how to mend it; what is so already does not count. */
export function Findings({ draft, rules, live, changes, onMend }: Props) {
  const { t, i18n } = useTranslation()
  const read = { params: { path: { draft_id: draft.id }, query: { fresh: true } } }
  const then = $api.useQuery('get', '/api/v1/policy/drafts/{draft_id}/lint', read, {
    placeholderData: (old) => old,
    refetchInterval: ({ state }) => (state.data?.complete === false ? 1500 : false),
  })
  if (!then.data) return null
  if (!then.data.complete) return <p className={classes.looking}>{t('limits.looking')}</p>
  const fresh = then.data.items
  if (fresh.length === 0) return null
  return (
    <ul className={classes.findings} aria-label={t('limits.findings')}>
      {fresh.map((finding) => {
        const mend = onMend ? mendOf(finding, rules) : null
        return (
          <li key={named(finding)} data-severity={finding.severity}>
            <TriangleAlert size={15} aria-hidden="true" />
            <span className={classes.finding}>
              {finding.sentence} <strong>{finding.mend}</strong>
            </span>
            {mend && (
              <Button size="compact-xs" variant="default" onClick={() => onMend?.(mended(changes, mend, live))}>
                {mend.verb === 'remove'
                  ? t('limits.mendRemove', { rule: finding.rules[0] })
                  : t('limits.mendLower', {
                      rule: finding.rules[0],
                      amount: spoken(mend.amount, mend.rule.currency, i18n.language),
                    })}
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}
