import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../api/shapes'
import type { Marked, SetChange } from '../../lib/draft'
import type { Row } from '../../lib/matrix'
import { capital } from '../../lib/text'
import { Dialog } from '../../ui/Dialog'
import { useRemedyTitle } from '../../ui/remedies'
import { type Field, fieldsOf, type Problems, read } from './cellFields'
import { LimitField } from './LimitField'
import classes from './Limits.module.css'

type Props = {
  row: Row
  tier: Tier
  rules: Marked[]
  onSet?: ((changes: SetChange[]) => void) | undefined
  onRemove?: ((rule: Marked) => void) | undefined
  onClose: () => void
}

/** One cell in full: conditions and guidelines for everybody, the amounts to change for those who tune limits. */
export function CellEditor({ row, tier, rules, onSet, onRemove, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const [fields, setFields] = useState<Field[]>(() => fieldsOf(rules, row, tier.name, i18n.language, Boolean(onSet)))
  const [problems, setProblems] = useState<Problems>({})
  const change = (at: number, part: Partial<Field>) =>
    setFields((old) => old.map((field, index) => (index === at ? { ...field, ...part } : field)))
  const save = () => {
    const { changes, problems: found } = read(fields, row.currency, i18n.language)
    setProblems(found)
    if (Object.keys(found).length > 0) return
    if (changes.length > 0) onSet?.(changes)
    onClose()
  }
  const basis = row.basis ? ` · ${t(`basis.${row.basis}` as 'basis.goodwill', { defaultValue: row.basis })}` : ''
  return (
    <Dialog onClose={onClose} title={`${title(row.remedy)}${basis} · ${capital(tier.title)}`} size="lg">
      {fields.length === 0 && <p className="soft">{t('limits.cellEmpty', { tier: capital(tier.title) })}</p>}
      <div className={classes.fields}>
        {fields.map((field, at) => (
          <LimitField
            key={`${field.mode}-${field.when}`}
            field={field}
            currency={row.currency}
            problem={problems[at]}
            editable={Boolean(onSet)}
            onChange={(part) => change(at, part)}
            onRemove={
              onRemove && field.rule
                ? () => {
                    if (field.rule) onRemove(field.rule)
                    onClose()
                  }
                : undefined
            }
          />
        ))}
      </div>
      <Group justify="space-between" mt="lg">
        <span className={classes.aside}>{t(onSet ? 'limits.editHint' : 'limits.readHint')}</span>
        <Group gap="xs">
          <Button variant="default" onClick={onClose}>
            {t(onSet ? 'common.cancel' : 'common.close')}
          </Button>
          {onSet && <Button onClick={save}>{t('limits.intoDraft')}</Button>}
        </Group>
      </Group>
    </Dialog>
  )
}
