import { useTranslation } from 'react-i18next'
import type { Outline } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Panel } from '../../ui/Panel'
import classes from './budgets/Budgets.module.css'

/** Above what more than one has to approve. Set by a draft of the API, as a whole. */
export function Quorums({ outline }: { outline: Outline }) {
  const { t, i18n } = useTranslation()
  const title = (name: string) => outline.tiers.find((tier) => tier.name === name)?.title ?? name
  return (
    <Panel flush title={`${t('limits.quorums')} · ${outline.quorums.length}`} label={t('limits.quorums')}>
      {outline.quorums.length === 0 && <p className={classes.empty}>{t('limits.noQuorums')}</p>}
      <ul className={classes.list}>
        {outline.quorums.map((one) => (
          <li key={[one.tier, one.currency, one.above].join(' ')}>
            <span className={classes.said}>
              {t(`tier.${one.tier}` as 'tier.agent', { defaultValue: title(one.tier) })}
              <span className={classes.aside}>{t('limits.quorumOf', { count: one.approvers })}</span>
            </span>
            <span className={classes.limit}>&gt; {spoken(one.above, one.currency, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
