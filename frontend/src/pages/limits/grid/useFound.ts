import { useMemo } from 'react'
import type { Tier } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import { figure } from '../../../lib/money'
import { meets } from '../../../lib/search'
import { useRemedyTitle } from '../../../ui/remedies'
import { useSaid } from '../said'
import { useModeWord } from './modes'

/** The rules that meet every word, in what they say and in what they mean. */
export function useFound(rules: Marked[], tiers: Tier[], words: string[]): Marked[] {
  const title = useRemedyTitle()
  const word = useModeWord()
  const { when } = useSaid()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words for things change with the language only.
  return useMemo(() => {
    if (words.length === 0) return rules
    const titles = new Map(tiers.map((tier) => [`tier:${tier.name}`, tier.title]))
    const text = (rule: Marked) =>
      [
        ...[title(rule.remedy), word(rule.mode), titles.get(rule.subject) ?? rule.subject, when(rule.when), rule.when],
        ...[rule.guideline, rule.rule, rule.amount === null ? '∞' : figure(rule.amount, rule.currency)],
      ].join(' ')
    return rules.filter((rule) => meets(text(rule), words))
  }, [rules, tiers, words])
}
