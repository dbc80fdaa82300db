import { Button, Group, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { asProblem } from '../../../lib/problem'
import { Dialog } from '../../../ui/Dialog'
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
      <Textarea
        data-autofocus
        label={t('limits.note')}
        description={t('limits.returnText')}
        autosize
        minRows={2}
        maxLength={2000}
        mb="md"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {roll.error && <Trouble error={roll.error} action={toDraft} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={!note.trim()}
          loading={roll.isPending}
          onClick={() => roll.mutate({ body: { to_version: version, note: note.trim() } })}
        >
          {t('limits.returnNow', { version })}
        </Button>
      </Group>
    </Dialog>
  )
}
