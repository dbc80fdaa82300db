import { Button, UnstyledButton } from '@mantine/core'
import { PiggyBank } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../../api/shapes'
import { budgetKey, budgetsWith, type MarkedBudget } from '../../../lib/budgets'
import type { Scope } from '../../../lib/matrix'
import { meets } from '../../../lib/search'
import { Panel } from '../../../ui/Panel'
import type { DraftInHand } from '../draft/useDraft'
import { BudgetDialog } from './BudgetDialog'
import classes from './Budgets.module.css'
import { useBudgetSaid } from './useBudgetSaid'

type Props = { outline: Outline; scope: Scope; words: string[]; draft: DraftInHand; edits: boolean }

const SHOWN = 50

/** How much, or how many, in a window: what holds beside the limit of each single request. */
export function Budgets({ outline, scope, words, draft, edits }: Props) {
  const { t } = useTranslation()
  const said = useBudgetSaid(outline.tiers)
  const [open, setOpen] = useState<MarkedBudget | 'new' | null>(null)
  const [all, setAll] = useState(false)
  const here = budgetsWith(outline.budgets, draft.changes).filter(
    (one) =>
      one.currency === scope.currency &&
      (one.brand === '*' || one.brand === scope.brand) &&
      meets([said.sentence(one), one.guideline, one.id].join(' '), words),
  )
  if (here.length === 0 && !edits) return null
  const add = edits && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<PiggyBank size={14} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('limits.addBudget')}
    </Button>
  )
  return (
    <Panel flush title={`${t('limits.budgets')} · ${here.length}`} label={t('limits.budgets')} aside={add}>
      {here.length === 0 && <p className={classes.empty}>{t('limits.noBudgets')}</p>}
      <ul className={classes.list}>
        {here.slice(0, all ? undefined : SHOWN).map((one) => (
          <li key={budgetKey(one)} data-status={one.status}>
            <span className={classes.said}>
              {edits ? (
                <UnstyledButton className={classes.open} onClick={() => setOpen(one)}>
                  {said.sentence(one)}
                </UnstyledButton>
              ) : (
                said.sentence(one)
              )}
              {one.guideline && <span className={classes.aside}>{one.guideline}</span>}
            </span>
            <span className={classes.limit}>
              {one.status === 'changed' && one.before !== one.limit && <del>{said.much(one, one.before ?? 0)}</del>}{' '}
              {one.status === 'removed' ? <del>{said.much(one, one.limit)}</del> : said.much(one, one.limit)}
            </span>
          </li>
        ))}
      </ul>
      {!all && here.length > SHOWN && (
        <Button variant="subtle" fullWidth onClick={() => setAll(true)}>
          {t('limits.allBudgets', { count: here.length })}
        </Button>
      )}
      {open && (
        <BudgetDialog
          key={open === 'new' ? 'new' : budgetKey(open)}
          budget={open === 'new' ? null : open}
          outline={outline}
          scope={scope}
          changes={draft.changes}
          onEdit={(next) => draft.edit(next, t('limits.budgets'))}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
