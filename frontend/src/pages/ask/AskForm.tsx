import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../api/shapes'
import { readMoney, typed } from '../../lib/money'
import { Panel } from '../../ui/Panel'
import classes from './Ask.module.css'
import { CustomerCard } from './CustomerCard'
import { currencyOf, type Fill } from './fill'
import { OrderCard } from './OrderCard'
import { OrderPicker } from './OrderPicker'
import { ReasonSelect } from './ReasonSelect'
import { RemedyChoice } from './RemedyChoice'
import { useFocusOn } from './useFocusOn'

const CHANNELS = ['phone', 'chat', 'email', 'store', 'social', 'other'] as const

type Props = { fill: Fill; reasons: Reason[]; onChange: (part: Partial<Fill>) => void; compact?: boolean }

/** The fields, in the order in which a conversation brings them up. */
export function AskForm({ fill, reasons, onChange, compact = false }: Props) {
  const { t, i18n } = useTranslation()
  const amount = useRef<HTMLInputElement>(null)
  const picked = fill.order?.id ?? fill.customer
  const note = useFocusOn<HTMLTextAreaElement>(fill.override)
  const changing = useRef(false)
  useEffect(() => {
    // What was in focus is gone with the list of orders: go on with the amount.
    if (picked) amount.current?.focus()
  }, [picked])
  const currency = currencyOf(fill)
  const money = readMoney(fill.amount, currency, i18n.language)
  const wrong = money.error && money.error !== 'empty' ? t(`ask.amountError.${money.error}`, { currency }) : null
  const reason = reasons.find(({ code }) => code === fill.reason)
  const use = (sum: number) => onChange({ amount: typed(sum, currency, i18n.language) })
  const clear = () => {
    changing.current = true
    onChange({ order: null, customer: null })
  }
  return (
    <Panel flush label={t('ask.title')}>
      <div className={classes.form}>
        {fill.order ? (
          <OrderCard order={fill.order} onUse={use} onClear={clear} />
        ) : fill.customer ? (
          <CustomerCard id={fill.customer} currency={currency} onChange={onChange} onClear={clear} />
        ) : (
          <OrderPicker autoFocus={changing.current} onPick={onChange} />
        )}
        <RemedyChoice
          value={fill.remedy}
          compact={compact}
          withoutOrder={!fill.order && fill.customer !== null}
          onChange={(remedy) => onChange({ remedy })}
        />
        <div className={classes.pair}>
          <TextInput
            className={classes.amount}
            ref={amount}
            label={t('ask.amount')}
            inputMode="decimal"
            autoComplete="off"
            leftSection={<span className={classes.currency}>{currency}</span>}
            leftSectionWidth={58}
            value={fill.amount}
            error={wrong}
            onChange={(event) => onChange({ amount: event.currentTarget.value })}
          />
          <ReasonSelect reasons={reasons} value={fill.reason} onChange={(code) => onChange({ reason: code })} />
        </div>
        <Textarea
          ref={note}
          label={t(fill.override ? 'ask.noteWhyNow' : reason?.note_required ? 'ask.noteNeeded' : 'ask.note')}
          required={fill.override || (reason?.note_required ?? false)}
          autosize
          minRows={1}
          maxRows={6}
          maxLength={2000}
          value={fill.note}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
        <div className={classes.pair}>
          <Select
            label={t('ask.channel')}
            allowDeselect={false}
            value={fill.channel}
            data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
            onChange={(value) => onChange({ channel: value ?? 'other' })}
          />
          <Checkbox
            label={t('ask.waiting')}
            description={t('ask.waitingText')}
            checked={fill.waiting}
            onChange={(event) => onChange({ waiting: event.currentTarget.checked })}
            styles={{ root: { alignSelf: 'end', paddingBottom: 2 } }}
          />
        </div>
      </div>
    </Panel>
  )
}
