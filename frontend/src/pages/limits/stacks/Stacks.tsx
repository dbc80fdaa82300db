import { Button, UnstyledButton } from '@mantine/core'
import { Sigma } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../../api/shapes'
import { BLANK, type MarkedStack, marked, type Stack, stacksSet, stacksWith, withStack } from '../../../lib/stacks'
import { Panel } from '../../../ui/Panel'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from '../budgets/Budgets.module.css'
import type { DraftInHand } from '../draft/useDraft'
import { StackDialog } from './StackDialog'

/** Pieces that are summed before the answer: on which, of what, and for how long. */
export function Stacks({ outline, draft, edits }: { outline: Outline; draft: DraftInHand; edits: boolean }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const [open, setOpen] = useState<MarkedStack | 'new' | null>(null)
  const stacks = marked(outline.stacks, draft.changes)
  const after = stacksWith(outline.stacks, draft.changes)
  const set = (next: Stack[]) => draft.edit(stacksSet(outline.stacks, draft.changes, next), t('limits.stacks'))
  const lasts = ({ hours }: Stack) => (hours === null ? t('limits.ever') : t('limits.hours', { count: hours }))
  const add = edits && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Sigma size={14} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('limits.addStack')}
    </Button>
  )
  const was = open === 'new' ? null : open
  return (
    <Panel flush title={`${t('limits.stacks')} · ${after.length}`} label={t('limits.stacks')} aside={add}>
      {stacks.length === 0 && <p className={classes.empty}>{t('limits.noStacks')}</p>}
      <ul className={classes.list}>
        {stacks.map((one) => (
          <li key={[one.status, one.per, one.hours, ...one.remedies].join(' ')} data-status={one.status}>
            <span className={classes.said}>
              {edits && one.status !== 'removed' ? (
                <UnstyledButton
                  className={classes.open}
                  aria-label={`${t(`limits.stack.${one.per}`)}, ${lasts(one)}: ${one.remedies.map(title).join(', ')}`}
                  onClick={() => setOpen(one)}
                >
                  {t(`limits.stack.${one.per}`)}
                </UnstyledButton>
              ) : (
                t(`limits.stack.${one.per}`)
              )}
              <span className={classes.aside}>{one.remedies.map(title).join(', ')}</span>
            </span>
            <span className={classes.limit}>{one.status === 'removed' ? <del>{lasts(one)}</del> : lasts(one)}</span>
          </li>
        ))}
      </ul>
      {open && (
        <StackDialog
          stack={was ?? BLANK}
          isNew={was === null}
          onSave={(next) => set(withStack(after, was, next))}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
