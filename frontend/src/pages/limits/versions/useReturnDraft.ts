import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { $api, http } from '../../../api/client'
import type { Change } from '../../../api/shapes'
import { changesBack } from '../../../lib/draft'
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
    const [live, earlier] = await Promise.all([
      http.GET('/api/v1/policy'),
      http.GET('/api/v1/policy/versions/{number}', { params: { path: { number: version } } }),
    ])
    if (!live.data || !earlier.data) return
    const changes = changesBack(live.data.limits, earlier.data.limits) as Change[]
    const body = { name: t('limits.returnName', { version }), base_version: live.data.version }
    const { id, revision } = await begin.mutateAsync({ body })
    await revise.mutateAsync({ params: { path: { draft_id: id } }, body: { revision, changes } })
    await navigate({ search: { draft: id } })
  }
  return { make: () => void make().catch(complain), making: begin.isPending || revise.isPending }
}
