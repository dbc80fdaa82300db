import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import type { BudgetRow } from '../../../lib/budgets'
import { spoken } from '../../../lib/money'
import { capital } from '../../../lib/text'
import { useRemedyTitle } from '../../../ui/remedies'
import { useSaid } from '../said'

export const WINDOWS = ['shift', 'day', 'week', 'month', 'ever'] as const
export const DAYS = /^([1-9]\d{0,3})d$/

/** A budget in words: for whom, of what, per whom and when, and how much or how many. */
export function useBudgetSaid(tiers: Tier[]) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const { when } = useSaid()
  const window = (name: string): string => {
    const [, days] = DAYS.exec(name) ?? []
    return days
      ? t('window.days', { count: Number(days) })
      : t(`window.${name}` as 'window.day', { defaultValue: name })
  }
  const much = (one: BudgetRow, limit: number): string =>
    one.measure === 'count' ? t('limits.times', { count: limit }) : spoken(limit, one.currency, i18n.language)
  const who = (subject: string): string =>
    capital(tiers.find(({ name }) => `tier:${name}` === subject)?.title ?? subject.replace(/^\w+:/, ''))
  const remedy = (name: string): string => (name === '*' ? t('limits.allRemedies') : title(name))
  const sentence = (one: BudgetRow): string =>
    [
      who(one.subject),
      remedy(one.remedy),
      `${t(`per.${one.per}` as 'per.agent')}, ${window(one.window)}`,
      when(one.when),
    ]
      .filter(Boolean)
      .join(' · ')
  return { sentence, much, window, remedy }
}
