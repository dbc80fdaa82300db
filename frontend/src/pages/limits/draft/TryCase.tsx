import { NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Draft } from '../../../api/shapes'
import { capital } from '../../../lib/text'
import { Dialog } from '../../../ui/Dialog'
import { REMEDIES, useRemedyTitle } from '../../../ui/remedies'
import { PersonSelect } from '../PersonSelect'
import { ReasonSelect } from '../ReasonSelect'
import classes from './Draft.module.css'
import { type CaseForm, FIRST_CASE, useWhatIf } from './useWhatIf'
import { WhatIfAnswer } from './WhatIfAnswer'

const CHANNELS = ['phone', 'chat', 'email', 'store', 'social', 'other'] as const

/** One case on the limits in force and under the draft, and who it would go to. Nothing is recorded. */
export function TryCase({ draft, onClose }: { draft: Draft | undefined; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const outline = $api.useQuery('get', '/api/v1/policy/outline').data
  const [form, setForm] = useState<CaseForm>(() => FIRST_CASE)
  const put = (part: Partial<CaseForm>) => setForm((old) => ({ ...old, ...part }))
  const tiers = (outline?.tiers ?? []).map((tier) => ({ value: `tier:${tier.name}`, label: capital(tier.title) }))
  const currencies = [...new Set((outline?.scopes ?? []).map(({ currency }) => currency))]
  const answer = useWhatIf(form, draft, i18n.language)
  return (
    <Dialog title={t('limits.tryTitle')} onClose={onClose} size="lg">
      <div className={classes.case}>
        <PersonSelect
          label={t('limits.tryWho')}
          others={tiers}
          value={form.who}
          name={form.name}
          onChange={(who, name) => put({ who: who ?? 'tier:agent', name })}
        />
        <Select
          label={t('limits.remedy')}
          allowDeselect={false}
          data={REMEDIES.map((remedy) => ({ value: remedy, label: title(remedy) }))}
          value={form.remedy}
          onChange={(remedy) => put({ remedy: REMEDIES.find((one) => one === remedy) ?? 'refund' })}
        />
        <TextInput
          label={t('column.amount')}
          inputMode="decimal"
          autoComplete="off"
          value={form.amount}
          error={answer.wrong && t(`limits.formError.${answer.wrong}`, { currency: form.currency })}
          onChange={(event) => put({ amount: event.currentTarget.value })}
        />
        <Select
          label={t('limits.currency')}
          allowDeselect={false}
          data={currencies.includes(form.currency) ? currencies : [...currencies, form.currency]}
          value={form.currency}
          onChange={(currency) => put({ currency: currency ?? 'USD' })}
        />
        <ReasonSelect value={form.reason} onChange={(reason) => put({ reason })} />
        <Select
          label={t('ask.channel')}
          clearable
          data={CHANNELS.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
          value={form.channel}
          onChange={(channel) => put({ channel: CHANNELS.find((one) => one === channel) ?? null })}
        />
        <NumberInput
          label={t('limits.tryAge')}
          min={0}
          max={100_000}
          allowDecimal={false}
          value={form.age}
          onChange={(age) => put({ age: age === '' ? '' : Number(age) })}
        />
        <TextInput
          label={t('limits.tryCaptured', { currency: form.currency })}
          inputMode="decimal"
          value={form.captured}
          onChange={(event) => put({ captured: event.currentTarget.value })}
        />
      </div>
      <WhatIfAnswer answer={answer} drafted={draft !== undefined} />
    </Dialog>
  )
}
