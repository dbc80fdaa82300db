import { Button, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../../../api/catalog'
import { $api } from '../../../api/client'
import { readMoney } from '../../../lib/money'
import { Panel } from '../../../ui/Panel'
import { REMEDIES, useRemedyTitle } from '../../../ui/remedies'
import { Trouble } from '../../../ui/Trouble'
import { PeoplePick } from './PeoplePick'
import classes from './Routing.module.css'
import { Way } from './Way'

type Named = { id: string; name: string }
const CURRENCY = 'USD'

/** "Who would this go to?" Decides and records nothing. */
export function Simulator() {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const reasons = useReasons()
  const [asker, setAsker] = useState<Named[]>([])
  const [remedy, setRemedy] = useState<(typeof REMEDIES)[number]>('refund')
  const [amount, setAmount] = useState('90')
  const [reason, setReason] = useState<string | null>(null)
  const [there, setThere] = useState<Named[] | null>(null)
  const ask = $api.useMutation('post', '/api/v1/routing/simulate')
  const read = readMoney(amount, CURRENCY, i18n.language)
  const chosen = reason ?? reasons[0]?.code ?? null
  const look = () => {
    if (read.amount === null || chosen === null) return
    const requester = asker[0] ? `user:${asker[0].id}` : 'tier:agent'
    const asked = { requester, remedy, amount: read.amount, currency: CURRENCY, reason: chosen, override: false }
    ask.mutate({ body: there === null ? asked : { ...asked, present: there.map(({ id }) => id) } })
  }
  return (
    <Panel title={t('routing.simulate')}>
      <Stack gap="sm">
        <PeoplePick
          most={1}
          label={t('routing.asker')}
          text={t('routing.askerText')}
          value={asker}
          onChange={setAsker}
        />
        <div className={classes.pair}>
          <Select
            label={t('limits.remedy')}
            allowDeselect={false}
            data={REMEDIES.map((one) => ({ value: one, label: title(one) }))}
            value={remedy}
            onChange={(one) => setRemedy(REMEDIES.find((known) => known === one) ?? 'refund')}
          />
          <TextInput
            label={`${t('column.amount')}, ${CURRENCY}`}
            inputMode="decimal"
            autoComplete="off"
            value={amount}
            error={read.amount === null}
            onChange={(event) => setAmount(event.currentTarget.value)}
          />
        </div>
        <Select
          label={t('ask.reason')}
          searchable
          allowDeselect={false}
          data={reasons.map(({ code, title: label }) => ({ value: code, label }))}
          value={chosen}
          onChange={setReason}
        />
        <SegmentedControl
          aria-label={t('routing.there')}
          data={[
            { value: 'now', label: t('routing.thereNow') },
            { value: 'these', label: t('routing.these') },
          ]}
          value={there === null ? 'now' : 'these'}
          onChange={(value) => setThere(value === 'now' ? null : [])}
        />
        {there !== null && <PeoplePick label={t('routing.there')} value={there} onChange={setThere} />}
        <Button variant="default" loading={ask.isPending} disabled={read.amount === null} onClick={look}>
          {t('routing.look')}
        </Button>
        {ask.error && <Trouble error={ask.error} />}
        {ask.data && <Way found={ask.data} />}
      </Stack>
    </Panel>
  )
}
