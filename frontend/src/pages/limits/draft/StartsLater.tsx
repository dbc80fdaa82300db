import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Draft } from '../../../api/shapes'
import { moment } from '../../../lib/time'
import { Note } from '../../../ui/Note'
import { complain } from '../../../ui/toast'

type Props = { draft: Draft; start: NonNullable<Draft['start']> }

/** When the draft goes live by itself, by whose word, and the way to stop that. */
export function StartsLater({ draft, start }: Props) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const cancel = $api.useMutation('delete', '/api/v1/policy/drafts/{draft_id}/start', {
    onError: complain,
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).includes('/drafts') }),
  })
  const action = (
    <Button
      size="compact-sm"
      variant="default"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ params: { path: { draft_id: draft.id } } })}
    >
      {t('limits.cancelStart')}
    </Button>
  )
  return (
    <Note tone="look" title={t('limits.startsAt', { when: moment(start.at, i18n.language) })} action={action}>
      {start.by.name}: {start.note}
    </Note>
  )
}
