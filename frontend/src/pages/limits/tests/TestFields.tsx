import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Outline } from '../../../api/shapes'
import { REMEDIES, useRemedyTitle } from '../../../ui/remedies'
import { ReasonSelect } from '../ReasonSelect'
import classes from '../rule/Rule.module.css'
import { scopeName } from '../scopes'
import type { TestForm, TestProblems } from './testForm'
import { WhoSelect } from './WhoSelect'

const OUTCOMES = ['allow', 'review', 'escalate', 'deny'] as const
const CHANNELS = ['phone', 'chat', 'email', 'store', 'social', 'other'] as const

type Props = {
  form: TestForm
  problems: TestProblems
  outline: Outline
  onChange: (part: Partial<TestForm>) => void
}

/** Who × what × how much, under which circumstances, and what it should come to. */
export function TestFields({ form, problems, outline, onChange }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const kinds = $api.useQuery('get', '/api/v1/certificates').data?.items ?? []
  const scopes = outline.scopes.filter(({ brand }) => brand !== '*')
  const names = [...new Set([...scopes, form.scope].map(scopeName))]
  const wrong = (problem: TestProblems['amounts']) =>
    problem && t(`limits.formError.${problem}`, { currency: form.scope.currency })
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('tests.name')}
        maxLength={200}
        value={form.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <div className={classes.two}>
        <WhoSelect
          label={t('tests.who')}
          tiers={outline.tiers}
          value={form.who}
          error={wrong(problems.who)}
          onChange={(who) => onChange({ who })}
        />
        <MultiSelect
          label={t('tests.remedies')}
          searchable
          hidePickedOptions
          error={problems.remedies && t('tests.chooseRemedy')}
          data={REMEDIES.map((remedy) => ({ value: remedy, label: title(remedy) }))}
          value={form.remedies}
          onChange={(chosen) => onChange({ remedies: REMEDIES.filter((one) => chosen.includes(one)) })}
        />
        <TextInput
          label={t('tests.amounts')}
          placeholder="25.00; 50.00"
          autoComplete="off"
          error={wrong(problems.amounts)}
          value={form.amounts}
          onChange={(event) => onChange({ amounts: event.currentTarget.value })}
        />
        <Select
          label={t('limits.scope')}
          allowDeselect={false}
          data={names}
          value={scopeName(form.scope)}
          onChange={(name) => {
            const [brand = '', currency = ''] = (name ?? '').split(' ')
            if (brand && currency) onChange({ scope: { brand, currency } })
          }}
        />
        <ReasonSelect value={form.reason} onChange={(reason) => onChange({ reason })} />
        <Select
          label={t('tests.expect')}
          allowDeselect={false}
          data={OUTCOMES.map((one) => ({ value: one, label: t(`meter.${one}`) }))}
          value={form.expect}
          onChange={(expect) => onChange({ expect: OUTCOMES.find((one) => one === expect) ?? 'allow' })}
        />
        <Select
          label={t('ask.channel')}
          clearable
          data={CHANNELS.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
          value={form.channel}
          onChange={(channel) => onChange({ channel: CHANNELS.find((one) => one === channel) ?? null })}
        />
        <NumberInput
          label={t('limits.tryAge')}
          min={0}
          max={100_000}
          allowDecimal={false}
          value={form.age}
          onChange={(age) => onChange({ age: age === '' ? '' : Number(age) })}
        />
        <TextInput
          label={t('limits.tryCaptured', { currency: form.scope.currency })}
          inputMode="decimal"
          error={wrong(problems.captured)}
          value={form.captured}
          onChange={(event) => onChange({ captured: event.currentTarget.value })}
        />
        <MultiSelect
          label={t('tests.holds')}
          data={[...new Set([...kinds.map(({ code }) => code), ...form.holds])]}
          value={form.holds}
          onChange={(holds) => onChange({ holds })}
        />
        <TextInput
          type="datetime-local"
          label={t('tests.at')}
          value={form.at}
          onChange={(event) => onChange({ at: event.currentTarget.value })}
        />
      </div>
      <Switch
        label={t('tests.override')}
        checked={form.override}
        onChange={(event) => onChange({ override: event.currentTarget.checked })}
      />
    </div>
  )
}
