import { Checkbox, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hours } from '../../../api/shapes'
import { areHours, DAYS, type Day, formOf, type HoursForm, hoursOf, placed, without } from '../../../lib/routing'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import { useTitles } from '../titles'
import classes from './Routing.module.css'
import { useSaving } from './useRouting'

const WEEK: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri']
const zones = () => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

type Props = { hours: Hours | null; at: number | null; onClose: () => void }

/** The hours of a team: one span of the day, on some days of the week. */
export function HoursDialog({ hours, at, onClose }: Props) {
  const { t } = useTranslation()
  const { teams } = useTitles()
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const blank: HoursForm = {
    team: hours?.team ?? null,
    zone: hours?.zone ?? zone,
    days: WEEK,
    start: '08:00',
    until: '18:00',
  }
  const [form, setForm] = useState(() => (hours && formOf(hours)) ?? blank)
  const [note, setNote] = useState('')
  const { save, busy, error } = useSaving(onClose)
  const put = (part: Partial<HoursForm>) => setForm((old) => ({ ...old, ...part }))
  const done = () => save(({ hours: all }) => ({ hours: placed(all, at, hoursOf(form)) }), note.trim())
  return (
    <Dialog title={t('routing.hours')} onClose={onClose}>
      <Stack gap="md">
        <Select
          label={t('people.team')}
          allowDeselect={false}
          data={[
            { value: '', label: t('routing.others') },
            ...teams.map(({ name, title }) => ({ value: name, label: title })),
          ]}
          value={form.team ?? ''}
          onChange={(team) => put({ team: team || null })}
        />
        <Checkbox.Group label={t('routing.days')} value={form.days} onChange={(days) => put({ days: days as Day[] })}>
          <Group gap="sm" mt={6}>
            {DAYS.map((day) => (
              <Checkbox key={day} value={day} label={t(`routing.day.${day}`)} />
            ))}
          </Group>
        </Checkbox.Group>
        <div className={classes.pair}>
          <TextInput
            label={t('routing.from')}
            placeholder="08:00"
            value={form.start}
            onChange={(event) => put({ start: event.currentTarget.value })}
          />
          <TextInput
            label={t('routing.until')}
            placeholder="18:00"
            value={form.until}
            onChange={(event) => put({ until: event.currentTarget.value })}
          />
        </div>
        <Select
          label={t('routing.zone')}
          searchable
          allowDeselect={false}
          limit={30}
          data={zones()}
          value={form.zone}
          onChange={(chosen) => put({ zone: chosen ?? 'UTC' })}
        />
        <NoteField first={false} label={t('routing.note')} value={note} onChange={setNote} />
        {error && <Trouble error={error} />}
        <DialogFoot
          does={t('people.save')}
          busy={busy}
          disabled={!areHours(form) || !note.trim()}
          onDo={done}
          onClose={onClose}
          onRemove={
            at === null || !note.trim()
              ? undefined
              : () => save(({ hours: all }) => ({ hours: without(all, at) }), note.trim())
          }
        />
      </Stack>
    </Dialog>
  )
}
