import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Routing } from '../../../api/shapes'
import { without } from '../../../lib/routing'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import { PeoplePick } from './PeoplePick'
import { useSaving } from './useRouting'

type Props = { routing: Routing; at: number | null; onClose: () => void }

/** Keeps two people apart, or lets them be asked about each other's requests again. */
export function ApartDialog({ routing, at, onClose }: Props) {
  const { t } = useTranslation()
  const [pair, setPair] = useState(() => (at === null ? [] : (routing.apart[at] ?? [])))
  const [note, setNote] = useState('')
  const { save, busy, error } = useSaving(onClose)
  const done = () => save(({ apart }) => ({ apart: at === null ? [...apart, pair] : without(apart, at) }), note.trim())
  return (
    <Dialog title={t('routing.apart')} onClose={onClose}>
      <Stack gap="md">
        {at === null ? (
          <PeoplePick most={2} label={t('routing.two')} text={t('routing.apartText')} value={pair} onChange={setPair} />
        ) : (
          <Text size="sm">{t('routing.together', { names: pair.map(({ name }) => name).join(' · ') })}</Text>
        )}
        <NoteField first={false} label={t('routing.note')} value={note} onChange={setNote} />
        {error && <Trouble error={error} />}
        <DialogFoot
          does={t(at === null ? 'people.save' : 'common.remove')}
          grave={at !== null}
          busy={busy}
          disabled={pair.length !== 2 || !note.trim()}
          onDo={done}
          onClose={onClose}
        />
      </Stack>
    </Dialog>
  )
}
