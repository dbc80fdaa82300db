import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { asProblem } from '../../../lib/problem'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import { tell } from '../../../ui/toast'
import { useReturnDraft } from './useReturnDraft'

const SECOND = 'second-person-required'

/** Back to an earlier version: it is published again as a new one, at once. */
export function RollBackDialog({ version, onClose }: { version: number; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const draft = useReturnDraft(version)
  const [note, setNote] = useState('')
  const roll = $api.useMutation('post', '/api/v1/policy/rollback', {
    onSuccess: (made) => {
      tell(t('limits.published', { version: made.version }))
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  const toDraft = roll.error && asProblem(roll.error).name === SECOND && (
    <Button size="compact-sm" variant="default" loading={draft.making} onClick={draft.make}>
      {t('limits.returnDraft')}
    </Button>
  )
  return (
    <Dialog onClose={onClose} title={t('limits.returnTitle', { version })}>
      <NoteField label={t('limits.note')} text={t('limits.returnText')} value={note} onChange={setNote} />
      {roll.error && <Trouble error={roll.error} action={toDraft} />}
      <DialogFoot
        does={t('limits.returnNow', { version })}
        disabled={!note.trim()}
        busy={roll.isPending}
        onDo={() => roll.mutate({ body: { to_version: version, note: note.trim() } })}
        onClose={onClose}
      />
    </Dialog>
  )
}
