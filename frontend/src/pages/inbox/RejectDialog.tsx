import { Button, Chip, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Dialog } from '../../ui/Dialog'

export type DialogProps = { request: Request; onClose: () => void; onRefused: (error: unknown) => void }

/** No, with a reason that the agent can pass on. */
export function RejectDialog({ request, onClose, onRefused }: DialogProps) {
  const { t, i18n } = useTranslation()
  const [comment, setComment] = useState('')
  const { onSuccess } = useTaken()
  const { data: atHand } = $api.useQuery('get', '/api/v1/approvals/reject-reasons', {}, { staleTime: 600_000 })
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/reject', {
    onSuccess,
    onError: onRefused,
    onSettled: onClose,
  })
  const said = comment.trim()
  const send = () => post.mutate({ ...ofRequest(request.id), body: { version: request.version, comment: said } })
  const amount = spoken(request.amount, request.currency, i18n.language)
  return (
    <Dialog onClose={onClose} title={t('inbox.rejectTitle', { amount, name: request.requester.name })}>
      <Group gap={6} mb="sm">
        {(atHand?.items ?? []).map((text) => (
          <Chip key={text} size="xs" checked={comment === text} onChange={() => setComment(text)}>
            {text}
          </Chip>
        ))}
      </Group>
      <Textarea
        data-autofocus
        label={t('inbox.rejectComment')}
        autosize
        minRows={3}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="brick" disabled={!said} loading={post.isPending} onClick={send}>
          {t('inbox.rejectNow')}
        </Button>
      </Group>
    </Dialog>
  )
}
