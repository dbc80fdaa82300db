import { Chip, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import classes from './Inbox.module.css'
import { useSent, useWords } from './useWords'
import { WordDialog } from './WordDialog'

export type DialogProps = { request: Request; onClose: () => void; onRefused: (error: unknown) => void }

/** No, with a reason that the agent can pass on. */
export function RejectDialog({ request, onClose, onRefused }: DialogProps) {
  const { t, i18n } = useTranslation()
  const [comment, setComment] = useWords(request.id, 'reject')
  const { onSuccess } = useSent()
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
    <WordDialog
      title={t('inbox.rejectTitle', { amount, name: request.requester.name })}
      label={t('inbox.rejectComment')}
      word={comment}
      onWord={setComment}
      does={t('inbox.rejectNow')}
      onDo={send}
      onClose={onClose}
      disabled={!said}
      busy={post.isPending}
      grave
    >
      <Group gap={6} mb="sm">
        {(atHand?.items ?? []).map((text) => (
          <Chip
            key={text}
            size="xs"
            classNames={{ label: classes.reason ?? '' }}
            checked={comment === text}
            onChange={() => setComment(text)}
          >
            {text}
          </Chip>
        ))}
      </Group>
    </WordDialog>
  )
}
