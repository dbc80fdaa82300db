import { Button, Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import classes from './Ask.module.css'
import type { Fill } from './fill'

type Props = { id: string; currency: string; onChange: (part: Partial<Fill>) => void; onClear: () => void }

/** For this customer, and for none of their orders: then somebody has to say the currency. */
export function CustomerCard({ id, currency, onChange, onClear }: Props) {
  const { t } = useTranslation()
  const { data } = $api.useQuery('get', '/api/v1/me/authority', {}, { staleTime: 60_000 })
  const currencies = [...new Set([currency, ...(data?.items ?? []).map((one) => one.currency)])].sort()
  return (
    <div className={classes.order}>
      <div className={classes.orderHead}>
        <div>
          <div className={classes.orderName}>{t('ask.customer', { id })}</div>
          <div className={classes.orderRest}>{t('ask.withoutOrder')}</div>
        </div>
        <Select
          aria-label={t('ask.currency')}
          size="xs"
          w={88}
          ml="auto"
          allowDeselect={false}
          data={currencies}
          value={currency}
          onChange={(value) => onChange({ currency: value ?? currency })}
        />
        <Button size="compact-sm" variant="default" onClick={onClear}>
          {t('ask.change')}
        </Button>
      </div>
    </div>
  )
}
