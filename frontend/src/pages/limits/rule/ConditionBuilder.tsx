import { Button, Menu } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Askable } from '../../../api/shapes'
import type { Clause } from '../../../lib/conditions'
import { writeCondition } from '../../../lib/conditions'
import { useSaid } from '../said'
import { ClauseFields } from './ClauseFields'
import classes from './Rule.module.css'
import { useGrammar } from './useGrammar'

type Props = { clauses: (Clause | string)[]; wrong: boolean; onChange: (clauses: (Clause | string)[]) => void }

/** A condition put together without writing its syntax; under it, how it reads. */
export function ConditionBuilder({ clauses, wrong, onChange }: Props) {
  const { t } = useTranslation()
  const { when, fact } = useSaid()
  const facts = useGrammar()
  const id = useId()
  const used = new Set(clauses.map((clause) => (typeof clause === 'string' ? '' : clause.fact)))
  const finished = clauses.filter((clause) => typeof clause === 'string' || clause.values.some(Boolean))
  const put = (at: number, next: Clause | null) =>
    onChange(clauses.flatMap((clause, index) => (index !== at ? [clause] : next ? [next] : [])))
  const add = (name: string) => {
    const declared = facts.find((one) => one.fact === name)
    if (declared) onChange([...clauses, { fact: name, op: firstOf(declared), values: [''] }])
  }
  return (
    <fieldset className={classes.condition} aria-describedby={id}>
      <legend>{t('limits.condition')}</legend>
      {clauses.map((clause, at) => (
        <ClauseFields
          // biome-ignore lint/suspicious/noArrayIndexKey: clauses have no names, and their place is what they are.
          key={at}
          clause={clause}
          declared={typeof clause === 'string' ? undefined : facts.find(({ fact }) => fact === clause.fact)}
          onChange={(next) => put(at, next)}
        />
      ))}
      <div className={classes.conditionFoot}>
        <p id={id} className={classes.sentence}>
          {finished.length === 0 ? t('limits.always') : when(writeCondition(finished))}
          {wrong && <span className={classes.wrong}> {t('limits.formError.value')}</span>}
        </p>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<Plus size={14} aria-hidden="true" />}>
              {t('limits.addCondition')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {facts
              .filter((one) => one.type === 'number' || !used.has(one.fact))
              .map((one) => (
                <Menu.Item key={one.fact} onClick={() => add(one.fact)}>
                  {fact(one.fact, one.label)}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </fieldset>
  )
}

/** What people mean most often: one of several, or at most so many. */
function firstOf({ type, operators }: Askable): string {
  const usual = type === 'choice' ? 'in' : type === 'number' ? '<=' : 'has'
  return operators.find(({ op }) => op === usual)?.op ?? operators[0]?.op ?? '='
}
