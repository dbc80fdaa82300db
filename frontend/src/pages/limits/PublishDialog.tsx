import { Button, Group, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import type { Draft } from '../../api/shapes'
import { Dialog } from '../../ui/Dialog'
import { Trouble } from '../../ui/Trouble'
import { tell } from '../../ui/toast'

type Props = { draft: Draft; onClose: () => void; onDone: () => void }

/** The last word before it is in force: why. */
export function PublishDialog({ draft, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const publish = $api.useMutation('post', '/api/v1/policy/drafts/{draft_id}/publish', {
    onSuccess: (version) => {
      tell(t('limits.published', { version: version.version }))
      onDone()
    },
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <Dialog onClose={onClose} title={t('limits.publishTitle', { name: draft.name })}>
      <Textarea
        data-autofocus
        label={t('limits.note')}
        description={t('limits.noteText')}
        autosize
        minRows={2}
        maxLength={2000}
        mb="md"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {publish.error && <Trouble error={publish.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={!note.trim()}
          loading={publish.isPending}
          onClick={() => publish.mutate({ params: { path: { draft_id: draft.id } }, body: { note: note.trim() } })}
        >
          {t('limits.publishNow')}
        </Button>
      </Group>
    </Dialog>
  )
}
