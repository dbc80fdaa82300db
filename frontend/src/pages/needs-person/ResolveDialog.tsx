import { Button, Group, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { useMoneyChanged } from '../../api/money'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Dialog } from '../../ui/Dialog'
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
      <Textarea
        data-autofocus={moved ? undefined : true}
        label={t('needsPerson.comment')}
        autosize
        minRows={3}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      {post.error && <Trouble error={post.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color={moved ? undefined : 'brick'}
          disabled={!said.comment || (moved && !reference.trim())}
          loading={post.isPending}
          onClick={send}
        >
          {t(moved ? 'needsPerson.moved' : 'needsPerson.notMoved')}
        </Button>
      </Group>
    </Dialog>
  )
}
