import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { readMoney } from '../../lib/money'
import { paths } from '../../paths'
import { Page } from '../../ui/Page'
import { Trouble } from '../../ui/Trouble'
import { AnswerPanel } from './AnswerPanel'
import classes from './Ask.module.css'
import { AskForm } from './AskForm'
import { MyRequests } from './MyRequests'
import { useAddress } from './useAddress'
import { useAsking } from './useAsking'

/** Ask: pick an order, say what and how much, and see the answer before promising anything. */
export function AskPage() {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/frame/ask' })
  const asking = useAsking(search, ({ id }) => void navigate({ to: paths.asked, params: { id } }))
  const { fill, reasons, change, lost } = asking

  const { order, customer, remedy, reason } = fill
  const known = order || customer ? readMoney(fill.amount, asking.currency, i18n.language).amount : search.amount
  useAddress({
    order: order?.id,
    customer: customer ?? undefined,
    remedy,
    amount: known || undefined,
    reason: reason ?? undefined,
  })

  return (
    <Page title={t('ask.title')} lead={t('ask.lead')}>
      {lost ? <Trouble error={lost} /> : null}
      <div className={classes.columns}>
        <AskForm fill={fill} reasons={reasons} onChange={change} />
        <AnswerPanel asking={asking} />
      </div>
      <MyRequests />
    </Page>
  )
}
