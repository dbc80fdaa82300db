import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../../api/shapes'
import { type MarkedBudget, withBudget, withoutBudget } from '../../../lib/budgets'
import type { DraftChange } from '../../../lib/draft'
import type { Scope } from '../../../lib/matrix'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { BudgetFields } from './BudgetFields'
import { type BudgetForm, type BudgetProblems, blankBudget, budgetFormOf, readBudget } from './budgetForm'

type Props = {
  budget: MarkedBudget | null
  outline: Outline
  scope: Scope
  changes: DraftChange[]
  onEdit: (next: DraftChange[]) => void
  onClose: () => void
}

/** One budget, new or to change or to take away. */
export function BudgetDialog({ budget, outline, scope, changes, onEdit, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const [form, setForm] = useState<BudgetForm>(() =>
    budget ? budgetFormOf(budget, i18n.language) : blankBudget(scope, outline.tiers[1]?.name ?? ''),
  )
  const [problems, setProblems] = useState<BudgetProblems>({})
  const save = () => {
    const read = readBudget(form, i18n.language)
    if (read.problems) return setProblems(read.problems)
    onEdit(withBudget(changes, budget, read.budget, outline.budgets))
    onClose()
  }
  const remove = () => {
    if (budget) onEdit(withoutBudget(changes, budget))
    onClose()
  }
  return (
    <Dialog title={t(budget ? 'limits.editBudget' : 'limits.addBudget')} onClose={onClose} size="lg">
      <BudgetFields
        form={form}
        problems={problems}
        tiers={outline.tiers}
        onChange={(part) => setForm((old) => ({ ...old, ...part }))}
      />
      <DialogFoot
        does={t('limits.intoDraft')}
        onDo={save}
        onClose={onClose}
        onRemove={budget && budget.status !== 'removed' ? remove : undefined}
      />
    </Dialog>
  )
}
