import { Button } from '@mantine/core'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import { type DraftChange, keyOf, type Marked, overlay } from '../../../lib/draft'
import { inGrid, type Rule, type Scope } from '../../../lib/matrix'
import { Panel } from '../../../ui/Panel'
import type { DraftInHand } from '../draft/useDraft'
import { OtherDialog } from './OtherDialog'
import { OtherList } from './OtherList'
import { useOthers } from './useOthers'
import { useSubjectNames } from './useSubjectNames'

type Props = { version: number; scope: Scope; tiers: Tier[]; q: string; draft: DraftInHand; edits: boolean }

/** What stands beside the matrix: limits of one person or team, and caps that lower what a tier would have. */
export function Others({ version, scope, tiers, q, draft, edits }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Marked | 'new' | null>(null)
  const found = useOthers(version, scope, q)
  const rules = besideGrid(found.rules, draft.changes, scope)
  const name = useSubjectNames(tiers, found.names, rules)
  const live = found.rules as Rule[]
  if (rules.length === 0 && !edits && !q) return null
  const added = rules.filter(({ status }) => status === 'added').length
  return (
    <Panel
      flush
      title={`${t('limits.own')} · ${found.total + added}`}
      label={t('limits.own')}
      aside={
        edits && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<UserPlus size={14} aria-hidden="true" />}
            onClick={() => setOpen('new')}
          >
            {t('limits.addOther')}
          </Button>
        )
      }
    >
      <OtherList
        rules={rules}
        total={found.total + added}
        name={name}
        more={found.more}
        onOpen={edits ? setOpen : undefined}
      />
      {open && (
        <OtherDialog
          key={open === 'new' ? 'new' : keyOf(open)}
          rule={open === 'new' ? null : open}
          scope={scope}
          tiers={tiers}
          name={open === 'new' ? undefined : name(open.subject)}
          changes={draft.changes}
          live={live}
          onEdit={(next, who) => draft.edit(next, who)}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}

/** What the draft adds comes first: it is what somebody is working on. */
function besideGrid(live: readonly Rule[], changes: readonly DraftChange[], scope: Scope): Marked[] {
  const here = overlay(live, changes).filter(
    (rule) => !inGrid(rule) && rule.currency === scope.currency && rule.brand === scope.brand,
  )
  return [...here.filter(({ status }) => status === 'added'), ...here.filter(({ status }) => status !== 'added')]
}
