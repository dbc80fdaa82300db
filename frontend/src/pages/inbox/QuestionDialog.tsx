import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import { Dialog } from '../../ui/Dialog'
import type { DialogProps } from './RejectDialog'

/** Something to know first: the agent answers, and the request comes back. */
export function QuestionDialog({ request, onClose, onRefused }: DialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const { onSuccess } = useTaken()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/ask', {
    onSuccess,
    onError: onRefused,
    onSettled: onClose,
  })
  const question = text.trim()
  return (
    <Dialog onClose={onClose} title={t('inbox.askTitle', { name: request.requester.name })}>
      <Textarea
        data-autofocus
        label={t('inbox.askQuestion')}
        autosize
        minRows={3}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={!question}
          loading={post.isPending}
          onClick={() => post.mutate({ ...ofRequest(request.id), body: { version: request.version, question } })}
        >
          {t('inbox.askNow')}
        </Button>
      </Group>
    </Dialog>
  )
}
