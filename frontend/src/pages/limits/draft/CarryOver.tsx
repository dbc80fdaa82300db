import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { http } from '../../../api/client'
import type { Change, Draft } from '../../../api/shapes'
import type { DraftChange } from '../../../lib/draft'
import { paths } from '../../../paths'
import { Note } from '../../../ui/Note'
import { complain } from '../../../ui/toast'
import { told } from './told'

const DRAFTS = '/api/v1/policy/drafts'

/** Another version went live since: the same changes as a new draft on it, in the place of this one. */
export function CarryOver({ draft, version }: { draft: Draft; version: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate({ from: paths.limits })
  const carry = useMutation({
    mutationFn: async () => {
      const since = { path: { number: version }, query: { from: draft.base_version } }
      const { data: apart } = await http.GET('/api/v1/policy/versions/{number}/diff', { params: since })
      const { data: next } = await http.POST(DRAFTS, { body: { name: draft.name, base_version: version } })
      if (!apart || !next) return
      const gone = new Set(apart.removed.map(({ rule }) => rule))
      for (const { rule } of apart.added) gone.delete(rule)
      // What is gone anyway need not be removed again.
      const changes = draft.changes.map(told).flatMap((one): DraftChange[] => {
        if (one.change === 'remove_limit') return gone.has(one.rule) ? [] : [one]
        if (one.change !== 'set_limit' || !one.rule || !gone.has(one.rule)) return [one]
        const { rule: _rule, ...rest } = one
        return [rest]
      })
      const body = { revision: next.revision, changes: changes as Change[] }
      await http.PATCH(`${DRAFTS}/{draft_id}`, { params: { path: { draft_id: next.id } }, body })
      await http.DELETE(`${DRAFTS}/{draft_id}`, { params: { path: { draft_id: draft.id } } })
      await navigate({ search: (old) => ({ ...old, draft: next.id }) })
    },
    onError: complain,
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(DRAFTS) }),
  })
  const action = (
    <Button size="compact-sm" variant="default" loading={carry.isPending} onClick={() => carry.mutate()}>
      {t('limits.carryOver', { version })}
    </Button>
  )
  return (
    <Note tone="no" action={action}>
      {t('limits.staleBase', { base: draft.base_version, now: version })}
    </Note>
  )
}
