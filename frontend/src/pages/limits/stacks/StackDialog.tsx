import { MultiSelect, NumberInput, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stack } from '../../../lib/stacks'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { REMEDIES, useRemedyTitle } from '../../../ui/remedies'
import classes from '../rule/Rule.module.css'

const MOST_HOURS = 24 * 366

type Props = { stack: Stack; isNew: boolean; onSave: (next: Stack | null) => void; onClose: () => void }

/** What is summed together: new, to change, or to take away. */
export function StackDialog({ stack, isNew, onSave, onClose }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const [form, setForm] = useState<Stack>(() => ({ per: stack.per, remedies: stack.remedies, hours: stack.hours }))
  const put = (part: Partial<Stack>) => setForm((old) => ({ ...old, ...part }))
  const leave = (next: Stack | null) => {
    onSave(next)
    onClose()
  }
  return (
    <Dialog title={t(isNew ? 'limits.addStack' : 'limits.editStack')} onClose={onClose}>
      <div className={classes.fields}>
        <p className="soft">{t('limits.stackText')}</p>
        <SegmentedControl
          fullWidth
          aria-label={t('limits.stackOn')}
          value={form.per}
          onChange={(per) => put({ per: per === 'customer' ? 'customer' : 'order' })}
          data={[
            { value: 'order', label: t('limits.stack.order') },
            { value: 'customer', label: t('limits.stack.customer') },
          ]}
        />
        <MultiSelect
          label={t('limits.stackOf')}
          searchable
          hidePickedOptions
          data={REMEDIES.map((remedy) => ({ value: remedy, label: title(remedy) }))}
          value={form.remedies}
          onChange={(remedies) => put({ remedies })}
        />
        <NumberInput
          label={t('limits.withinHours')}
          placeholder={t('limits.ever')}
          min={1}
          max={MOST_HOURS}
          clampBehavior="strict"
          allowDecimal={false}
          allowNegative={false}
          suffix={t('limits.hoursSuffix')}
          value={form.hours ?? ''}
          onChange={(hours) => put({ hours: Number(hours) || null })}
        />
      </div>
      <DialogFoot
        does={t('limits.intoDraft')}
        disabled={form.remedies.length === 0}
        onDo={() => leave(form)}
        onClose={onClose}
        onRemove={isNew ? undefined : () => leave(null)}
      />
    </Dialog>
  )
}
