import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import type { Marked } from '../../../lib/draft'
import { inGrid } from '../../../lib/matrix'
import { Money } from '../../../ui/Money'
import { Panel } from '../../../ui/Panel'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from '../Limits.module.css'

/** What does not fit the grid: limits of one person or team, and caps that lower what a tier would have. */
export function OwnRules({ rules }: { rules: Marked[] }) {
  const { t } = useTranslation()
  const me = useMe()
  const title = useRemedyTitle()
  const own = rules.filter((rule) => !inGrid(rule))
  const reads = may(me, 'people.read') && own.length > 0
  const people = $api.useQuery('get', '/api/v1/people', { params: { query: { limit: 200 } } }, { enabled: reads }).data
  if (own.length === 0) return null
  const nameOf = (subject: string) => {
    const [, name = subject] = subject.split(':')
    return people?.items.find(({ id }) => id === name)?.name ?? name
  }
  return (
    <Panel flush title={t('limits.own')}>
      <table className={classes.own}>
        <thead>
          <tr>
            <th scope="col">{t('limits.subject')}</th>
            <th scope="col">{t('limits.remedy')}</th>
            <th scope="col">{t('limits.kind')}</th>
            <th scope="col" className={classes.right}>
              {t('column.amount')}
            </th>
            <th scope="col">{t('limits.guideline')}</th>
          </tr>
        </thead>
        <tbody>
          {own.map((rule) => (
            <tr key={rule.rule || `${rule.subject}-${rule.remedy}-${rule.mode}-${rule.when}`} data-status={rule.status}>
              <td>{nameOf(rule.subject)}</td>
              <td>{title(rule.remedy)}</td>
              <td>
                {t(rule.kind === 'cap' ? 'limits.cap' : 'limits.grant')}
                {rule.mode !== '*' && ` · ${t(`mode.${rule.mode}` as 'mode.auto', { defaultValue: rule.mode })}`}
              </td>
              <td className={classes.right}>
                {rule.amount === null ? t('limits.noLimit') : <Money amount={rule.amount} currency={rule.currency} />}
              </td>
              <td className="soft">{rule.guideline || rule.when}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
