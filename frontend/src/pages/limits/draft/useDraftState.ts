import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../../../api/client'
import { useMe } from '../../../api/me'
import type { Draft } from '../../../api/shapes'
import { complain } from '../../../ui/toast'
import { nextStep } from './draftSteps'

const DRAFT = '/api/v1/policy/drafts/{draft_id}'

/** Where a draft is on its way: its difference in words, the step that comes next, and what can be done. */
export function useDraftState(draft: Draft, version: number, leave: () => void) {
  const me = useMe()
  const client = useQueryClient()
  const path = { params: { path: { draft_id: draft.id } } }
  const over = draft.state === 'published' || draft.state === 'discarded'
  const enabled = draft.base_version === version && !over
  const difference = $api.useQuery('get', `${DRAFT}/diff`, path, { enabled, placeholderData: (old) => old })
  const fresh = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/policy') })
  const submit = $api.useMutation('post', `${DRAFT}/submit`, { onSettled: fresh })
  const approve = $api.useMutation('post', `${DRAFT}/approve`, { onSettled: fresh })
  const discard = $api.useMutation('delete', DRAFT, { onSuccess: leave, onSettled: fresh, onError: complain })
  return {
    over,
    difference: difference.data,
    step: nextStep(draft, difference.data?.raises_authority ?? true, me.id, version),
    refused: submit.error ?? approve.error,
    busy: submit.isPending || approve.isPending || discard.isPending,
    submit: () => submit.mutate(path),
    approve: () => approve.mutate(path),
    discard: () => discard.mutate(path),
  }
}

export type DraftState = ReturnType<typeof useDraftState>
