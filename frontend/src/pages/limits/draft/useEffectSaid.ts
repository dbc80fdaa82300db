import { useTranslation } from 'react-i18next'
import type { Effects } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { capital } from '../../../lib/text'
import { useBudgetSaid } from '../budgets/useBudgetSaid'
import { useModeWord } from '../grid/modes'

export type LimitEffect = Effects['items'][number]
export type BudgetEffect = Effects['budgets'][number]

/** What a draft does to one kind of person, in words. */
export function useEffectSaid() {
  const { t, i18n } = useTranslation()
  const word = useModeWord()
  const { window, remedy } = useBudgetSaid([])
  const amount = (value: number | null, currency: string) => {
    if (value === null) return t('limits.noLimit')
    return value === 0 ? t('limits.none') : spoken(value, currency, i18n.language)
  }
  const much = (one: BudgetEffect, value: number | null) => {
    if (value === null) return t('limits.noBudget')
    return one.measure === 'count' ? t('limits.times', { count: value }) : spoken(value, one.currency, i18n.language)
  }
  return {
    limit: (one: LimitEffect) => ({
      who: capital(one.name),
      what: [remedy(one.remedy), word(one.mode), one.when].filter(Boolean).join(', '),
      before: amount(one.before, one.currency),
      after: amount(one.after, one.currency),
    }),
    budget: (one: BudgetEffect) => ({
      who: capital(one.subject.replace(/^\w+:/, '').replaceAll('_', ' ')),
      what: t('limits.budgetOf', {
        remedy: remedy(one.remedy),
        per: t(`per.${one.per}` as 'per.agent'),
        window: window(one.window),
      }),
      before: much(one, one.before),
      after: much(one, one.after),
    }),
  }
}
