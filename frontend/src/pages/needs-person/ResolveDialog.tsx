import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { useMoneyChanged } from '../../api/money'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Dialog } from '../../ui/Dialog'
import { DialogFoot } from '../../ui/DialogFoot'
import { NoteField } from '../../ui/NoteField'
import { Trouble } from '../../ui/Trouble'

type Props = { request: Request; found: 'settled' | 'failed'; onClose: () => void }

/** What somebody found at the provider, for the record; it cannot be taken back. */
export function ResolveDialog({ request, found, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const [comment, setComment] = useState('')
  const [reference, setReference] = useState(request.execution.provider_reference ?? '')
  const { onSuccess } = useTaken()
  const changed = useMoneyChanged()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/resolve', {
    onSuccess: (after) => {
      onSuccess(after)
      changed()
      onClose()
    },
  })
  const amount = spoken(request.amount, request.currency, i18n.language)
  const moved = found === 'settled'
  const said = { version: request.version, outcome: found, comment: comment.trim() }
  const send = () =>
    post.mutate({
      ...ofRequest(request.id),
      body: moved ? { ...said, provider_reference: reference.trim() } : said,
    })
  return (
    <Dialog onClose={onClose} title={t(moved ? 'needsPerson.movedTitle' : 'needsPerson.notMovedTitle', { amount })}>
      <p>{t(moved ? 'needsPerson.movedText' : 'needsPerson.notMovedText')}</p>
      {moved && (
        <TextInput
          data-autofocus
          label={t('execution.reference')}
          description={t('needsPerson.referenceText')}
          maxLength={255}
          mb="sm"
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
      )}
      <NoteField label={t('needsPerson.comment')} first={!moved} value={comment} onChange={setComment} />
      {post.error && <Trouble error={post.error} />}
      <DialogFoot
        does={t(moved ? 'needsPerson.moved' : 'needsPerson.notMoved')}
        grave={!moved}
        disabled={!said.comment || (moved && !reference.trim())}
        busy={post.isPending}
        onDo={send}
        onClose={onClose}
      />
    </Dialog>
  )
}
