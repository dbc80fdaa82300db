import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { spoken, typed } from '../../lib/money'
import { asProblem } from '../../lib/problem'
import { Note } from '../../ui/Note'
import type { Fill } from './fill'

type Props = { error: unknown; currency: string; onChange: (part: Partial<Fill>) => void }

/** The dry run was refused: what is wrong with it, and where one click mends it, the click. */
export function CheckTrouble({ error, currency, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const problem = asProblem(error)
  const left = problem.members.refundable
  const mend = typeof left === 'number' && left > 0 && (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() => onChange({ amount: typed(left, currency, i18n.language) })}
    >
      {t('ask.useLeft', { amount: spoken(left, currency, i18n.language) })}
    </Button>
  )
  return (
    <Note tone="no" title={problem.title} action={mend} role="status">
      {problem.detail}
    </Note>
  )
}
