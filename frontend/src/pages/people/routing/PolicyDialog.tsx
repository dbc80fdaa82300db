import { Button, NumberInput, Select, Stack, Textarea } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Escalation } from '../../../api/shapes'
import { isWhole, nextStep, placed, type Step, without } from '../../../lib/routing'
import { moved } from '../../../lib/staff'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import { useTitles } from '../titles'
import classes from './Routing.module.css'
import { StepFields } from './StepFields'
import { useSaving } from './useRouting'

const ENDS = ['hold', 'director', 'reject'] as const
const MOST = 12
const HOUR = 3600
const BLANK: Escalation = {
  team: null,
  brand: null,
  steps: [nextStep([])],
  at_end: 'hold',
  reason: null,
  expires_after_s: 24 * HOUR,
}

type Keyed = Step & { key: number }
type Props = { policy: Escalation | null; at: number | null; onClose: () => void }

/** A policy, new or changed: for whom, its steps, and its end. */
export function PolicyDialog({ policy, at, onClose }: Props) {
  const { t } = useTranslation()
  const { teams } = useTitles()
  const [form, setForm] = useState(policy ?? BLANK)
  const [steps, setSteps] = useState<Keyed[]>(() => (policy ?? BLANK).steps.map((step, key) => ({ ...step, key })))
  const [note, setNote] = useState('')
  const { save, busy, error } = useSaving(onClose)
  const put = (part: Partial<Escalation>) => setForm((old) => ({ ...old, ...part }))
  const whole =
    steps.length > 0 && steps.every(isWhole) && (form.at_end !== 'reject' || (form.reason ?? '').trim() !== '')
  const add = () =>
    setSteps((old) => [...old, { ...nextStep(old), key: Math.max(0, ...old.map(({ key }) => key)) + 1 }])
  const done = () => {
    const bare = steps.map(({ key: _key, ...step }) => step)
    const said = { ...form, steps: bare, reason: form.at_end === 'reject' ? form.reason : null }
    save(({ policies }) => ({ policies: placed(policies, at, said) }), note.trim())
  }
  return (
    <Dialog title={t(policy ? 'routing.changePolicy' : 'routing.newPolicy')} size="lg" onClose={onClose}>
      <Stack gap="md">
        <Select
          label={t('people.team')}
          allowDeselect={false}
          data={[
            { value: '', label: t('routing.everyTeam') },
            ...teams.map(({ name, title }) => ({ value: name, label: title })),
          ]}
          value={form.team ?? ''}
          onChange={(team) => put({ team: team || null })}
        />
        <fieldset className={classes.steps}>
          <legend className={classes.legend}>{t('routing.steps')}</legend>
          {steps.map((step, index) => (
            <StepFields
              key={step.key}
              step={step}
              number={index + 1}
              onChange={(part) => setSteps((old) => placed(old, index, { ...step, ...part }))}
              onUp={index > 0 ? () => setSteps((old) => moved(old, index, -1) ?? old) : undefined}
              onRemove={steps.length > 1 ? () => setSteps((old) => without(old, index)) : undefined}
            />
          ))}
          {steps.length < MOST && (
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Plus size={14} aria-hidden="true" />}
              onClick={add}
            >
              {t('routing.addStep')}
            </Button>
          )}
        </fieldset>
        <div className={classes.pair}>
          <Select
            label={t('routing.atEnd')}
            allowDeselect={false}
            data={ENDS.map((end) => ({ value: end, label: t(`routing.end.${end}`) }))}
            value={form.at_end}
            onChange={(end) => put({ at_end: ENDS.find((one) => one === end) ?? 'hold' })}
          />
          <NumberInput
            label={t('routing.expires')}
            min={1}
            max={168}
            decimalScale={2}
            value={form.expires_after_s / HOUR}
            onChange={(hours) => typeof hours === 'number' && put({ expires_after_s: Math.round(hours * HOUR) })}
          />
        </div>
        {form.at_end === 'reject' && (
          <Textarea
            label={t('routing.reason')}
            maxLength={2000}
            value={form.reason ?? ''}
            onChange={(event) => put({ reason: event.currentTarget.value })}
          />
        )}
        <NoteField first={false} label={t('routing.note')} value={note} onChange={setNote} />
        {error && <Trouble error={error} />}
        <DialogFoot
          does={t('people.save')}
          busy={busy}
          disabled={!whole || !note.trim()}
          onDo={done}
          onClose={onClose}
          onRemove={
            at === null || !note.trim()
              ? undefined
              : () => save(({ policies }) => ({ policies: without(policies, at) }), note.trim())
          }
        />
      </Stack>
    </Dialog>
  )
}
