import { Button, Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { furtherConditions } from '../../lib/matrix'
import { spoken } from '../../lib/money'
import type { Field, Problems } from './cellFields'
import classes from './Limits.module.css'
import { useCondition } from './useCondition'

type Props = {
  field: Field
  currency: string
  problem: Problems[number] | undefined
  editable: boolean
  onChange: (part: Partial<Field>) => void
  onRemove: (() => void) | undefined
}

/** One rule of a cell: how much, under what condition, and what it is meant for. */
export function LimitField({ field, currency, problem, editable, onChange, onRemove }: Props) {
  const { t, i18n } = useTranslation()
  const say = useCondition()
  const conditions = furtherConditions(field.when).map(say).join(', ')
  const mode = t(`mode.${field.mode}` as 'mode.auto', { defaultValue: field.mode })
  if (!editable) {
    const amount = field.rule?.amount ?? null
    return (
      <div className={classes.field}>
        <strong>
          {mode}: {amount === null ? t('limits.noLimit') : spoken(amount, currency, i18n.language)}
        </strong>
        {conditions && <span className="soft"> · {conditions}</span>}
        {field.guideline && <p className={classes.guideline}>{field.guideline}</p>}
      </div>
    )
  }
  return (
    <div className={classes.field}>
      <div className={classes.fieldTop}>
        <TextInput
          label={conditions ? `${mode} · ${conditions}` : mode}
          inputMode="decimal"
          autoComplete="off"
          placeholder={t('limits.noneYet')}
          leftSection={<span className="soft">{currency}</span>}
          leftSectionWidth={54}
          disabled={field.noLimit}
          value={field.text}
          error={problem && t(`ask.amountError.${problem}`, { currency })}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
        <Checkbox
          label={t('limits.noLimit')}
          checked={field.noLimit}
          onChange={(event) => onChange({ noLimit: event.currentTarget.checked })}
        />
        {onRemove && (
          <Button size="compact-sm" variant="subtle" color="brick" onClick={onRemove} className={classes.remove}>
            {t('limits.remove')}
          </Button>
        )}
      </div>
      {(field.rule || field.text || field.noLimit) && (
        <TextInput
          size="xs"
          mt={6}
          label={t('limits.guideline')}
          maxLength={1000}
          value={field.guideline}
          onChange={(event) => onChange({ guideline: event.currentTarget.value })}
        />
      )}
    </div>
  )
}
