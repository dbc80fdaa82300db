import { Button, UnstyledButton } from '@mantine/core'
import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../../api/shapes'
import type { Scope } from '../../../lib/matrix'
import {
  LEAST,
  type MarkedQuorum,
  marked,
  type Quorum,
  quorumName,
  quorumsSet,
  quorumsWith,
  withQuorum,
} from '../../../lib/quorums'
import { Panel } from '../../../ui/Panel'
import classes from '../budgets/Budgets.module.css'
import type { DraftInHand } from '../draft/useDraft'
import { QuorumDialog } from './QuorumDialog'
import { useQuorumSaid } from './useQuorumSaid'

type Props = { outline: Outline; scope: Scope | undefined; draft: DraftInHand; edits: boolean }

/** Above what more than one has to approve. */
export function Quorums({ outline, scope, draft, edits }: Props) {
  const { t } = useTranslation()
  const said = useQuorumSaid(outline.tiers)
  const [open, setOpen] = useState<MarkedQuorum | 'new' | null>(null)
  const quorums = marked(outline.quorums, draft.changes)
  const after = quorumsWith(outline.quorums, draft.changes)
  const set = (next: Quorum[]) => draft.edit(quorumsSet(outline.quorums, draft.changes, next), t('limits.quorums'))
  const add = edits && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<UsersRound size={14} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('limits.addQuorum')}
    </Button>
  )
  const was = open === 'new' ? null : open
  const currency = scope?.currency ?? outline.scopes[0]?.currency ?? 'USD'
  const blank = { tier: outline.tiers.at(-1)?.name ?? '', currency, text: '', approvers: LEAST }
  return (
    <Panel flush title={`${t('limits.quorums')} · ${after.length}`} label={t('limits.quorums')} aside={add}>
      {quorums.length === 0 && <p className={classes.empty}>{t('limits.noQuorums')}</p>}
      <ul className={classes.list}>
        {quorums.map((one) => (
          <li key={`${one.status} ${quorumName(one)}`} data-status={one.status}>
            <span className={classes.said}>
              {edits && one.status !== 'removed' ? (
                <UnstyledButton className={classes.open} aria-label={said.whole(one)} onClick={() => setOpen(one)}>
                  {said.tier(one.tier)}
                </UnstyledButton>
              ) : (
                said.tier(one.tier)
              )}
              <span className={classes.aside}>{t('limits.quorumOf', { count: one.approvers })}</span>
            </span>
            <span className={classes.limit}>
              {one.status === 'removed' ? <del>&gt; {said.amount(one)}</del> : <>&gt; {said.amount(one)}</>}
            </span>
          </li>
        ))}
      </ul>
      {open && (
        <QuorumDialog
          quorum={was}
          blank={blank}
          outline={outline}
          onSave={(next) => set(withQuorum(after, was, next))}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
