import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import type { Change, Draft, Policy } from '../../api/shapes'
import type { DraftChange, Marked, SetChange } from '../../lib/draft'
import { withChange, without } from '../../lib/draft'
import { tierOf } from '../../lib/matrix'
import { paths } from '../../paths'
import { useRemedyTitle } from '../../ui/remedies'
import { complain } from '../../ui/toast'

const DRAFTS = '/api/v1/policy/drafts'

export type DraftInHand = {
  draft: Draft | undefined
  changes: DraftChange[]
  editable: boolean
  set: (changes: SetChange[]) => void
  remove: (rule: Marked) => void
}

/** The draft that is open, and how a change of a cell gets into it; the first change begins a draft. */
export function useDraft(policy: Policy, id: string | undefined): DraftInHand {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate({ from: paths.limits })
  const title = useRemedyTitle()
  const read = { params: { path: { draft_id: id ?? '' } } }
  const query = $api.useQuery('get', `${DRAFTS}/{draft_id}`, read, { enabled: id !== undefined })
  const draft = id ? query.data : undefined
  const changes = (draft?.changes ?? []).map(told)
  const fresh = () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith(DRAFTS) })
  const begin = $api.useMutation('post', DRAFTS, { onError: complain })
  const revise = $api.useMutation('patch', `${DRAFTS}/{draft_id}`, { onError: complain, onSettled: fresh })

  async function keep(next: DraftChange[], name: string) {
    const target = draft ?? (await begin.mutateAsync({ body: { name, base_version: policy.version } }))
    const body = { revision: target.revision, changes: next as Change[] }
    await revise.mutateAsync({ params: { path: { draft_id: target.id } }, body })
    await navigate({ search: (old) => ({ ...old, draft: target.id }) })
  }
  const named = (remedy: string, subject: string) => {
    const name = tierOf(subject)
    const tier = policy.tiers.find((one) => one.name === name)?.title ?? subject
    return t('limits.draftName', { remedy: title(remedy), tier })
  }
  return {
    draft,
    changes,
    editable: !draft || (draft.state !== 'published' && draft.state !== 'discarded'),
    set: (set) => {
      const [first] = set
      if (!first) return
      const next = set.reduce<DraftChange[]>((all, one) => withChange(all, one, policy.limits), changes)
      void keep(next, named(first.remedy, first.subject)).catch(() => undefined) // complain has said it.
    },
    remove: (rule) => void keep(without(changes, rule), named(rule.remedy, rule.subject)).catch(() => undefined),
  }
}

/** A change as the server tells it, in the form in which it is sent. */
function told(change: Draft['changes'][number]): DraftChange {
  if (change.change === 'remove_limit') return { change: 'remove_limit', rule: change.rule ?? '' }
  return {
    change: 'set_limit',
    subject: change.subject ?? '',
    remedy: change.remedy ?? '',
    currency: change.currency ?? '',
    brand: change.brand ?? '*',
    mode: change.mode ?? 'auto',
    amount: change.amount ?? null,
    kind: change.kind === 'cap' ? 'cap' : 'grant',
    when: change.when ?? '',
    guideline: change.guideline ?? '',
  }
}
