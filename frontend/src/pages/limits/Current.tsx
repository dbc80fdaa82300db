import { Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Check, Eye, Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../api/shapes'
import { overlay } from '../../lib/draft'
import { scopesOf } from '../../lib/matrix'
import { paths } from '../../paths'
import { DraftBar } from './DraftBar'
import { DraftList } from './DraftList'
import classes from './Limits.module.css'
import { Matrix } from './Matrix'
import { OwnRules } from './OwnRules'
import { useDraft } from './useDraft'

/** The limits in force, or as the open draft would have them. */
export function Current({ policy, tunes }: { policy: Policy; tunes: boolean }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/frame/limits' })
  const navigate = useNavigate({ from: paths.limits })
  const draft = useDraft(policy, search.draft)
  const rules = overlay(policy.limits, draft.changes)
  const scopes = scopesOf(rules)
  const named = scopes.map((scope) => ({ value: `${scope.brand} ${scope.currency}`, scope }))
  const chosen = named.find(({ value }) => value === search.scope) ?? named[0]
  return (
    <>
      {tunes && <DraftList open={search.draft} />}
      <div className={classes.legend}>
        <span>
          <Check size={14} aria-hidden="true" /> {t('limits.alone')}
        </span>
        <span>
          <Eye size={14} aria-hidden="true" /> {t('limits.reviewed')}
        </span>
        <span>
          <Users size={14} aria-hidden="true" /> {t('limits.approves')}
        </span>
        <span className={classes.scope}>
          {named.length > 1 ? (
            <Select
              size="xs"
              aria-label={t('limits.scope')}
              allowDeselect={false}
              value={chosen?.value ?? null}
              data={named.map(({ value }) => value)}
              onChange={(scope) => void navigate({ search: { ...search, scope: scope ?? undefined } })}
            />
          ) : (
            chosen?.value
          )}
        </span>
      </div>
      {chosen && (
        <Matrix
          rules={rules}
          tiers={policy.tiers}
          scope={chosen.scope}
          onSet={tunes && draft.editable ? draft.set : undefined}
          onRemove={tunes && draft.editable ? draft.remove : undefined}
        />
      )}
      <OwnRules rules={rules} />
      {draft.draft && <DraftBar draft={draft.draft} base={policy.version} />}
    </>
  )
}
