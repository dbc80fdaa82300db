import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { complain } from '../../ui/toast'
import { useSent, useWords } from './useWords'
import { WordDialog } from './WordDialog'

export type Verdict = 'fine' | 'not_fine'
type Props = { request: Request; verdict: Verdict; onClose: () => void }

/** A word on what was done without asking; it moves no money. */
export function ReviewDialog({ request, verdict, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const [comment, setComment] = useWords(request.id, 'review')
  const { onSuccess } = useSent()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/review', {
    onSuccess,
    onError: complain,
    onSettled: onClose,
  })
  const said = comment.trim()
  const body = { version: request.version, verdict, comment: said }
  const amount = spoken(request.amount, request.currency, i18n.language)
  return (
    <WordDialog
      title={t(`unasked.${verdict}Title`, { amount, name: request.requester.name })}
      label={t('unasked.comment', { name: request.requester.name })}
      word={comment}
      onWord={setComment}
      does={t(`unasked.${verdict}`)}
      onDo={() => post.mutate({ ...ofRequest(request.id), body })}
      onClose={onClose}
      disabled={!said}
      busy={post.isPending}
    />
  )
}
