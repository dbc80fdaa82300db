import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import type { DialogProps } from './RejectDialog'
import { useSent, useWords } from './useWords'
import { WordDialog } from './WordDialog'

/** To somebody else who can finish it; those who are there come first. */
export function ForwardDialog({ request, onClose, onRefused }: DialogProps) {
  const { t } = useTranslation()
  const [to, setTo] = useState<string | null>(null)
  const [words, setWords] = useState('')
  const [comment, setComment] = useWords(request.id, 'forward')
  const { onSuccess } = useSent()
  const asked = { params: { path: { request_id: request.id }, query: { q: words } } }
  const { data, isPending } = $api.useQuery('get', '/api/v1/requests/{request_id}/colleagues', asked, {
    placeholderData: (before) => before,
  })
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/forward', {
    onSuccess,
    onError: onRefused,
    onSettled: onClose,
  })
  const said = comment.trim()
  const send = () => {
    if (to === null) return
    const body = { version: request.version, to, ...(said ? { comment: said } : {}) }
    post.mutate({ ...ofRequest(request.id), body })
  }
  const [there, away] = [true, false].map((is) => (data?.items ?? []).filter(({ available }) => available === is))
  const groups = [
    { group: t('inbox.forwardThere'), items: there ?? [] },
    { group: t('inbox.forwardAway'), items: away ?? [] },
  ]
  return (
    <WordDialog
      title={t('inbox.forwardTitle')}
      label={t('inbox.forwardComment')}
      word={comment}
      onWord={setComment}
      first={false}
      does={t('inbox.forward')}
      onDo={send}
      onClose={onClose}
      disabled={to === null}
      busy={post.isPending}
    >
      <Select
        searchable
        data-autofocus
        mb="sm"
        label={t('inbox.forwardTo')}
        nothingFoundMessage={isPending ? undefined : t('inbox.forwardNobody')}
        data={groups.map(({ group, items }) => ({
          group,
          items: items.map(({ id, name, team }) => ({ value: id, label: team ? `${name} · ${team}` : name })),
        }))}
        value={to}
        onChange={setTo}
        onSearchChange={(typed) => setWords(typed.split(' · ')[0] ?? '')}
      />
    </WordDialog>
  )
}
