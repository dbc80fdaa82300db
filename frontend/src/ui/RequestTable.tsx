import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Request } from '../api/shapes'
import { moment } from '../lib/time'
import { Money } from './Money'
import classes from './RequestTable.module.css'
import { useRemedyTitle } from './remedies'
import { StatePill } from './StatePill'

type Props = {
  label: string
  requests: Request[]
  onOpen: (id: string) => void
  showRequester?: boolean
  openId?: string | undefined
}

/** Requests as rows; on a phone as short cards. The reference opens one, and so does the row under a pointer. */
export function RequestTable({ label, requests, onOpen, showRequester = false, openId }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  return (
    <table className={classes.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t('column.when')}</th>
          <th scope="col">{t('column.request')}</th>
          {showRequester && <th scope="col">{t('column.requester')}</th>}
          <th scope="col">{t('column.case')}</th>
          <th scope="col" className={classes.right}>
            {t('column.amount')}
          </th>
          <th scope="col">{t('column.state')}</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((one) => (
          <tr key={one.id} onClick={() => onOpen(one.id)} data-open={one.id === openId || undefined}>
            <td className={`${classes.when} num soft`}>{moment(one.created_at, i18n.language)}</td>
            <td className={classes.what}>
              <UnstyledButton
                className={classes.link}
                onClick={(event) => {
                  event.stopPropagation()
                  onOpen(one.id)
                }}
              >
                {title(one.remedy)}
              </UnstyledButton>
              <span className={`${classes.reference} num`}>{one.reference}</span>
            </td>
            {showRequester && <td className={classes.who}>{one.requester.name}</td>}
            <td className={`${classes.case} soft`}>{[one.order_id, one.customer_id].filter(Boolean).join(' · ')}</td>
            <td className={classes.right}>
              <Money amount={one.amount} currency={one.currency} />
            </td>
            <td className={classes.state}>
              <StatePill state={one.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
