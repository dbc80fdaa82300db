import { useTranslation } from 'react-i18next'
import { useReasonTitle } from '../../api/catalog'
import { boundOf, type Clause, clauseOf, clausesOf, negates } from '../../lib/conditions'
import { withinSentence } from '../../lib/text'

/** Monday, for the names of the days in every language. */
const MONDAY = Date.UTC(2024, 0, 1, 12)
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Parts of rules in words. */
export function useSaid() {
  const { t, i18n } = useTranslation()
  const reason = useReasonTitle()

  const value = (fact: string, code: string, label = code): string => {
    if (fact === 'reason') return withinSentence(reason(code), i18n.language)
    if (fact === 'channel') return t(`channel.${code}` as 'channel.phone', { defaultValue: label })
    if (fact === 'basis')
      return withinSentence(t(`basis.${code}` as 'basis.goodwill', { defaultValue: code }), i18n.language)
    const day = DAYS.indexOf(code)
    if (fact !== 'weekday' || day < 0) return label
    return new Intl.DateTimeFormat(i18n.language, { weekday: 'long' }).format(MONDAY + day * 86_400_000)
  }
  const fact = (name: string, label = name): string => t(`fact.${name}` as 'fact.reason', { defaultValue: label })
  const any = new Intl.ListFormat(i18n.language, { type: 'disjunction' })

  function clause(said: Clause): string {
    const bounded = boundOf(said)
    if (bounded) {
      if (said.fact === 'order_share_percent' && bounded.bound === 'most') return t('condition.share', { n: bounded.n })
      const bound = t(`condition.${bounded.bound}`, { n: bounded.n })
      const key = `condition.${said.fact}` as 'condition.order_age_days'
      return t(key, { bound, defaultValue: `${fact(said.fact)} ${bound}` })
    }
    const values = any.format(said.values.map((one) => value(said.fact, one)))
    const plain = t(`condition.${said.fact}` as 'condition.reason', {
      values,
      defaultValue: `${fact(said.fact)}: ${values}`,
    })
    return negates(said) ? t('condition.not', { said: plain }) : plain
  }
  /** A clause of a condition in a few words; one that cannot be read as it is written. */
  const condition = (text: string): string => {
    const read = clauseOf(text)
    return read ? clause(read) : text
  }
  /** The whole condition as a sentence would say it. */
  const when = (text: string): string =>
    clausesOf(text)
      .map((one) => (typeof one === 'string' ? one : clause(one)))
      .join(', ')
  return { condition, clause, when, value, fact }
}
