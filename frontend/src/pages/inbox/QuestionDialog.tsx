import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import type { DialogProps } from './RejectDialog'
import { useSent, useWords } from './useWords'
import { WordDialog } from './WordDialog'

/** Something to know first: the agent answers, and the request comes back. */
export function QuestionDialog({ request, onClose, onRefused }: DialogProps) {
  const { t } = useTranslation()
  const [text, setText] = useWords(request.id, 'ask')
  const { onSuccess } = useSent()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/ask', {
    onSuccess,
    onError: onRefused,
    onSettled: onClose,
  })
  const question = text.trim()
  return (
    <WordDialog
      title={t('inbox.askTitle', { name: request.requester.name })}
      label={t('inbox.askQuestion')}
      word={text}
      onWord={setText}
      does={t('inbox.askNow')}
      onDo={() => post.mutate({ ...ofRequest(request.id), body: { version: request.version, question } })}
      onClose={onClose}
      disabled={!question}
      busy={post.isPending}
    />
  )
}
