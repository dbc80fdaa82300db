import { NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Tier } from '../../../api/shapes'
import { capital } from '../../../lib/text'
import { REMEDIES } from '../../../ui/remedies'
import { PersonSelect } from '../PersonSelect'
import { ConditionBuilder } from '../rule/ConditionBuilder'
import classes from '../rule/Rule.module.css'
import type { BudgetForm, BudgetProblems } from './budgetForm'
import { useBudgetSaid, WINDOWS } from './useBudgetSaid'

const PER = ['agent', 'customer', 'order', 'team', 'brand'] as const

type Props = {
  form: BudgetForm
  problems: BudgetProblems
  tiers: Tier[]
  onChange: (part: Partial<BudgetForm>) => void
}

/** For whom, of what, per whom, in which window, and how much or how many. */
export function BudgetFields({ form, problems, tiers, onChange }: Props) {
  const { t } = useTranslation()
  const said = useBudgetSaid(tiers)
  const teams = $api.useQuery('get', '/api/v1/teams').data?.items ?? []
  const groups = [
    ...tiers.map((one) => ({ value: `tier:${one.name}`, label: capital(one.title) })),
    ...teams.map((one) => ({ value: `team:${one.name}`, label: `${capital(one.title)} · ${t('limits.team')}` })),
  ]
  const windows = [...WINDOWS.map((one) => ({ value: one, label: capital(said.window(one)) }))]
  const choice = { allowDeselect: false, withCheckIcon: false } as const
  return (
    <div className={classes.fields}>
      <div className={classes.two}>
        <PersonSelect
          label={t('limits.boundBy')}
          others={groups}
          value={form.subject || null}
          error={problems.subject && t('limits.formError.subject')}
          onChange={(subject) => onChange({ subject: subject ?? '' })}
        />
        <Select
          {...choice}
          label={t('limits.remedy')}
          data={['*', ...REMEDIES].map((remedy) => ({ value: remedy, label: said.remedy(remedy) }))}
          value={form.remedy}
          onChange={(remedy) => onChange({ remedy: remedy ?? '*' })}
        />
        <Select
          {...choice}
          label={t('limits.summedPer')}
          data={PER.map((per) => ({ value: per, label: capital(t(`per.${per}`)) }))}
          value={form.per}
          onChange={(per) => onChange({ per: per ?? 'agent' })}
        />
        <Select
          {...choice}
          label={t('limits.window')}
          data={[...windows, { value: 'days', label: t('window.some') }]}
          value={form.window}
          onChange={(window) => onChange({ window: window ?? 'day' })}
        />
        {form.window === 'days' && (
          <NumberInput
            label={t('limits.days')}
            min={1}
            max={9999}
            allowDecimal={false}
            error={problems.days && t('limits.formError.not-a-number')}
            value={form.days}
            onChange={(days) => onChange({ days: String(days) })}
          />
        )}
        <Select
          {...choice}
          label={t('limits.measure')}
          data={[
            { value: 'amount', label: t('limits.byAmount', { currency: form.currency }) },
            { value: 'count', label: t('limits.byCount') },
          ]}
          value={form.measure}
          onChange={(measure) => onChange({ measure: measure ?? 'amount' })}
        />
        <TextInput
          label={t('limits.atMost')}
          inputMode="decimal"
          autoComplete="off"
          value={form.text}
          error={problems.limit && t(`limits.formError.${problems.limit}`, { currency: form.currency })}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
        <TextInput
          label={t('limits.zone')}
          placeholder="Europe/Berlin"
          value={form.zone}
          onChange={(event) => onChange({ zone: event.currentTarget.value.trim() })}
        />
      </div>
      <ConditionBuilder
        clauses={form.clauses}
        wrong={problems.condition === 'value'}
        onChange={(clauses) => onChange({ clauses })}
      />
      <Textarea
        label={t('limits.guideline')}
        autosize
        maxLength={1000}
        value={form.guideline}
        onChange={(event) => onChange({ guideline: event.currentTarget.value.replace(/\n/g, ' ') })}
      />
    </div>
  )
}
