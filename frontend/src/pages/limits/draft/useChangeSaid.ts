import { useTranslation } from 'react-i18next'
import type { DraftChange, Marked } from '../../../lib/draft'
import { spoken } from '../../../lib/money'
import { useRemedyTitle } from '../../../ui/remedies'
import { useModeWord } from '../grid/modes'
import { useSaid } from '../said'

/** One change of a draft in a line. */
export function useChangeSaid(rules: readonly Marked[]): (change: DraftChange) => string {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const word = useModeWord()
  const { when } = useSaid()
  const place = (rule: Pick<Marked, 'remedy' | 'subject' | 'mode' | 'when'>) =>
    [title(rule.remedy), rule.subject.replace(/^\w+:/, '').replaceAll('_', ' '), word(rule.mode), when(rule.when)]
      .filter(Boolean)
      .join(', ')
  return (change) => {
    if (change.change === 'remove_limit') {
      const rule = rules.find((one) => one.rule === change.rule)
      return t('limits.saidRemove', { what: rule ? place(rule) : change.rule })
    }
    if (change.change !== 'set_limit') {
      return t(`limits.saidOther.${change.change}`, { what: Object.values(change).slice(1).filter(Boolean).join(', ') })
    }
    const amount = change.amount === null ? t('limits.noLimit') : spoken(change.amount, change.currency, i18n.language)
    return `${place(change)}: ${amount}`
  }
}
