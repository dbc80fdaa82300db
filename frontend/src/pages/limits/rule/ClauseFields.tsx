import { CloseButton, MultiSelect, NumberInput, Select, TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Askable } from '../../../api/shapes'
import type { Clause } from '../../../lib/conditions'
import { useSaid } from '../said'
import classes from './Rule.module.css'

type Props = { clause: Clause | string; declared: Askable | undefined; onChange: (next: Clause | null) => void }

/** One clause: what it asks about, how it compares, and with what. */
export function ClauseFields({ clause, declared, onChange }: Props) {
  const { t } = useTranslation()
  const { fact } = useSaid()
  const remove = (name: string) => (
    <CloseButton aria-label={t('limits.removeCondition', { fact: name })} onClick={() => onChange(null)} />
  )
  if (typeof clause === 'string' || !declared) {
    const text = typeof clause === 'string' ? clause : `${clause.fact} ${clause.op} ${clause.values.join('|')}`
    return (
      <div className={classes.clause}>
        <code>{text}</code>
        {remove(text)}
      </div>
    )
  }
  const name = fact(clause.fact, declared.label)
  const operators = offered(declared, clause.op)
  return (
    <div className={classes.clause}>
      <span className={classes.fact}>{name}</span>
      <Select
        className={classes.operator}
        aria-label={t('limits.operatorOf', { fact: name })}
        allowDeselect={false}
        data={operators.map((op) => ({ value: op, label: t(`operator.${op}` as 'operator.in', { defaultValue: op }) }))}
        value={operators.includes(clause.op) ? clause.op : (TWINS[clause.op] ?? clause.op)}
        onChange={(op) => op && onChange({ ...clause, op })}
      />
      <Values clause={clause} declared={declared} label={t('limits.valueOf', { fact: name })} onChange={onChange} />
      {remove(name)}
    </div>
  )
}

/** "is" is "is one of" with one value: people need not choose between them. */
const TWINS: Record<string, string> = { '=': 'in', '!=': 'not in' }
function offered({ operators }: Askable, op: string): string[] {
  const known = operators.map((one) => one.op)
  if (known.includes('in')) return known.filter((one) => !(one in TWINS))
  return known.includes(op) ? known : [op]
}

type ValuesProps = { clause: Clause; declared: Askable; label: string; onChange: (next: Clause) => void }

function Values({ clause, declared, label, onChange }: ValuesProps) {
  const { value } = useSaid()
  const values = clause.values.filter(Boolean)
  const take = (next: string[]) => {
    const one = TWINS[clause.op] ? (TWINS[clause.op] as string) : clause.op
    onChange({ ...clause, op: next.length > 1 ? one : clause.op, values: next.length > 0 ? next : [''] })
  }
  if (declared.type === 'number') {
    return (
      <NumberInput
        className={classes.values}
        aria-label={label}
        min={0}
        max={declared.largest ?? undefined}
        suffix={declared.unit === 'percent' ? ' %' : undefined}
        allowDecimal={false}
        allowNegative={false}
        value={values[0] ?? ''}
        onChange={(next) => take(next === '' ? [] : [String(next)])}
      />
    )
  }
  if (!declared.values) {
    return <TagsInput className={classes.values} aria-label={label} value={values} onChange={take} />
  }
  const data = declared.values.map((one) => ({ value: one.value, label: value(declared.fact, one.value, one.label) }))
  return (
    <MultiSelect className={classes.values} aria-label={label} data={data} value={values} onChange={take} searchable />
  )
}
