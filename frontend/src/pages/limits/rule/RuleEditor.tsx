import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { capital } from '../../../lib/text'
import type { Edited } from '../grid/cellForms'
import { useModeWord } from '../grid/modes'
import classes from './Rule.module.css'
import { RuleFields } from './RuleFields'
import { formOf } from './ruleForm'

type Props = { edited: Edited; first: boolean; onChange: (part: Partial<Edited>) => void }

/** One limit of a cell, to change or to take away. */
export function RuleEditor({ edited, first, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const word = useModeWord()
  const { rule, gone } = edited
  const form = edited.form ?? (rule ? formOf(rule, i18n.language) : null)
  if (!form) return null
  return (
    <section className={classes.rule} data-removed={gone || undefined} aria-label={rule?.rule || t('limits.newRule')}>
      <div className={classes.ruleHead}>
        <span className="soft num">
          {rule?.rule || t('limits.newRule')}
          {rule?.author && ` · ${t('limits.by', { name: rule.author.name })}`}
        </span>
        {rule && (
          <Button size="compact-sm" variant="subtle" color="brick" onClick={() => onChange({ gone: !gone })}>
            {t(gone ? 'limits.keep' : 'limits.remove')}
          </Button>
        )}
      </div>
      {!gone && (
        <RuleFields
          form={form}
          problems={edited.problems}
          label={capital(word(form.mode))}
          focus={first}
          onChange={(part) => onChange({ form: { ...form, ...part } })}
        />
      )}
    </section>
  )
}
