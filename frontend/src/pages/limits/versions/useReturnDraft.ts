import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api, http } from '../../../api/client'
import type { Change } from '../../../api/shapes'
import { changesBack } from '../../../lib/wayBack'
import { paths } from '../../../paths'
import { complain } from '../../../ui/toast'

const DRAFTS = '/api/v1/policy/drafts'

/** The way back to an earlier version as a draft, for where it raises authority and a second person has to agree. */
export function useReturnDraft(version: number) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: paths.limits })
  const begin = $api.useMutation('post', DRAFTS)
  const revise = $api.useMutation('patch', `${DRAFTS}/{draft_id}`)

  async function make() {
    const few = { limit: 1 }
    const { data: live } = await http.GET('/api/v1/policy', { params: { query: few } })
    if (!live) return
    const path = { number: version }
    const [earlier, apart] = await Promise.all([
      http.GET('/api/v1/policy/versions/{number}', { params: { path, query: few } }),
      http.GET('/api/v1/policy/versions/{number}/diff', { params: { path, query: { from: live.version } } }),
    ])
    if (!earlier.data || !apart.data) return
    const changes = changesBack(apart.data, live, earlier.data) as Change[]
    const body = { name: t('limits.returnName', { version }), base_version: live.version }
    const { id, revision } = await begin.mutateAsync({ body })
    await revise.mutateAsync({ params: { path: { draft_id: id } }, body: { revision, changes } })
    await navigate({ search: { draft: id } })
  }
  return { make: () => void make().catch(complain), making: begin.isPending || revise.isPending }
}
