import { useTranslation } from 'react-i18next'
import type { Marked } from '../../../lib/draft'
import { spoken } from '../../../lib/money'
import { day } from '../../../lib/time'
import { useSaid } from '../said'

/** A rule in one line: how much, what it was, under what condition, when, and its guideline. */
export function useRuleSaid(): (rule: Marked) => string {
  const { t, i18n } = useTranslation()
  const { when } = useSaid()
  const amount = (rule: Marked, minor: number | null) =>
    minor === null ? t('limits.noLimit') : spoken(minor, rule.currency, i18n.language)
  return (rule) => {
    const moved = rule.status === 'changed' && rule.before !== rule.amount
    const parts = [
      amount(rule, rule.amount),
      moved && t('limits.was', { amount: amount(rule, rule.before) }),
      rule.status === 'removed' && t('limits.goes'),
      when(rule.when),
      rule.from && t('limits.from', { when: day(rule.from, i18n.language) }),
      rule.until && t('limits.until', { when: day(rule.until, i18n.language) }),
      rule.guideline && `“${rule.guideline}”`,
    ]
    return parts.filter(Boolean).join(', ')
  }
}
