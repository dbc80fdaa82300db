import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { Dialog } from '../../ui/Dialog'
import { complain } from '../../ui/toast'

export type Verdict = 'fine' | 'not_fine'
type Props = { request: Request; verdict: Verdict; onClose: () => void }

/** A word on what was done without asking; it moves no money. */
export function ReviewDialog({ request, verdict, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const [comment, setComment] = useState('')
  const { onSuccess } = useTaken()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/review', {
    onSuccess,
    onError: complain,
    onSettled: onClose,
  })
  const said = comment.trim()
  const body = { version: request.version, verdict, comment: said }
  const amount = spoken(request.amount, request.currency, i18n.language)
  return (
    <Dialog onClose={onClose} title={t(`unasked.${verdict}Title`, { amount, name: request.requester.name })}>
      <Textarea
        data-autofocus
        label={t('unasked.comment', { name: request.requester.name })}
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
        <Button
          disabled={!said}
          loading={post.isPending}
          onClick={() => post.mutate({ ...ofRequest(request.id), body })}
        >
          {t(`unasked.${verdict}`)}
        </Button>
      </Group>
    </Dialog>
  )
}
