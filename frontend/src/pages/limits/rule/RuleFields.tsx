import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ConditionBuilder } from './ConditionBuilder'
import classes from './Rule.module.css'
import type { FormProblems, RuleForm } from './ruleForm'

type Props = {
  form: RuleForm
  problems: FormProblems
  label: string
  focus?: boolean
  onChange: (part: Partial<RuleForm>) => void
}

/** How much, under what condition, from when to when, and what it is meant for. */
export function RuleFields({ form, problems, label, focus, onChange }: Props) {
  const { t } = useTranslation()
  const { currency } = form
  return (
    <div className={classes.fields}>
      <div className={classes.amount}>
        <TextInput
          label={label}
          inputMode="decimal"
          autoComplete="off"
          data-autofocus={focus || undefined}
          leftSection={<span className="soft">{currency}</span>}
          leftSectionWidth={54}
          disabled={form.noLimit}
          value={form.noLimit ? '' : form.text}
          error={problems.amount && t(`limits.formError.${problems.amount}`, { currency })}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
        {form.kind === 'grant' && (
          <Checkbox
            label={t('limits.noLimit')}
            checked={form.noLimit}
            onChange={(event) => onChange({ noLimit: event.currentTarget.checked })}
          />
        )}
      </div>
      <ConditionBuilder
        clauses={form.clauses}
        wrong={problems.condition === 'value'}
        onChange={(clauses) => onChange({ clauses })}
      />
      <Textarea
        label={t('limits.guideline')}
        description={t('limits.guidelineHint')}
        autosize
        minRows={1}
        maxRows={4}
        maxLength={1000}
        value={form.guideline}
        onChange={(event) => onChange({ guideline: event.currentTarget.value.replace(/\n/g, ' ') })}
      />
      <div className={classes.range}>
        <TextInput
          type="datetime-local"
          label={t('limits.validFrom')}
          value={form.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <TextInput
          type="datetime-local"
          label={t('limits.validUntil')}
          value={form.until}
          error={problems.range && t('limits.formError.order')}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
        />
      </div>
    </div>
  )
}
