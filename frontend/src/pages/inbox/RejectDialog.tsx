import { Button, Chip, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Dialog } from '../../ui/Dialog'

export type DialogProps = { request: Request; onClose: () => void; onRefused: (error: unknown) => void }

const CANNED = ['photo', 'partial', 'replacement', 'policy'] as const

/** No, with a reason that the agent can pass on. */
export function RejectDialog({ request, onClose, onRefused }: DialogProps) {
  const { t, i18n } = useTranslation()
  const [comment, setComment] = useState('')
  const { onSuccess } = useTaken()
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
        {CANNED.map((key) => (
          <Chip
            key={key}
            size="xs"
            checked={comment === t(`inbox.canned.${key}`)}
            onChange={() => setComment(t(`inbox.canned.${key}`))}
          >
            {t(`inbox.canned.${key}`)}
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
