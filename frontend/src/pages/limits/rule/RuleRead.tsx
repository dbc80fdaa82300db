import { useTranslation } from 'react-i18next'
import type { Marked } from '../../../lib/draft'
import { spoken } from '../../../lib/money'
import { moment } from '../../../lib/time'
import { useSaid } from '../said'
import classes from './Rule.module.css'

type Props = { rule: Marked; from?: string }

/** One limit to read: how much, under what condition, when, and what it is meant for. */
export function RuleRead({ rule, from }: Props) {
  const { t, i18n } = useTranslation()
  const { when } = useSaid()
  const condition = when(rule.when)
  const amount = (minor: number | null) =>
    minor === null ? t('limits.noLimit') : spoken(minor, rule.currency, i18n.language)
  const range = [
    rule.from && t('limits.from', { when: moment(rule.from, i18n.language) }),
    rule.until && t('limits.until', { when: moment(rule.until, i18n.language) }),
  ]
  const aside = [
    rule.rule,
    from && t('limits.fromTier', { tier: from }),
    rule.author && t('limits.by', { name: rule.author.name }),
  ]
  return (
    <section className={classes.rule} aria-label={rule.rule}>
      <p className={classes.read}>
        <strong>{amount(rule.amount)}</strong>
        {[condition, ...range].filter(Boolean).map((part) => ` · ${part}`)}
      </p>
      {rule.guideline && <p className={classes.guideline}>{rule.guideline}</p>}
      <p className={`${classes.aside} num`}>{aside.filter(Boolean).join(' · ')}</p>
    </section>
  )
}
