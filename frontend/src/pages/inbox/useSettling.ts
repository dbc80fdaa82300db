import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { keepNewest } from '../../api/freshness'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { asProblem, type Problem, problemIn } from '../../lib/problem'
import { complain, tell } from '../../ui/toast'

export type Trouble = { problem: Problem; saw: Request }

export type Settling = {
  approve: (request: Request) => void
  approveMany: (requests: Request[]) => Promise<void>
  busy: string | null
  busyWithMany: boolean
  trouble: (id: string) => Trouble | undefined
  refused: (request: Request) => (error: unknown) => void
  clear: (id: string) => void
}

/** One click settles; the card is then the chosen one, so that what came of it is in sight. A
 * refusal is kept beside its card: who was first, or what changed since it was seen. */
export function useSettling(onTaken: (id: string) => void): Settling {
  const client = useQueryClient()
  const { t } = useTranslation()
  const [troubles, setTroubles] = useState<Record<string, Trouble>>({})
  const clear = (id: string) => setTroubles(({ [id]: _gone, ...rest }) => rest)
  const refused = (saw: Request) => (error: unknown) => {
    const problem = asProblem(error)
    setTroubles((old) => ({ ...old, [saw.id]: { problem, saw } }))
    if (problem.name === 'stale-version') keepNewest(client, problem.members.current as Request)
    void client.invalidateQueries({ queryKey: ['get', '/api/v1/approvals'] })
    void client.invalidateQueries({ queryKey: ['get', '/api/v1/requests/{request_id}', ofRequest(saw.id)] })
  }
  const { onSuccess } = useTaken()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/approve', { onSuccess })
  const approve = (request: Request) => {
    if (post.isPending) return
    clear(request.id)
    onTaken(request.id)
    post.mutate({ ...ofRequest(request.id), body: { version: request.version } }, { onError: refused(request) })
  }
  const many = $api.useMutation('post', '/api/v1/approvals/bulk', { onError: complain })
  const approveMany = async (requests: Request[]) => {
    const items = requests.map(({ id, version }) => ({ id, version }))
    const answer = await many.mutateAsync({ body: { items } })
    for (const { id, request, problem } of answer.items) {
      const saw = requests.find((one) => one.id === id)
      if (request) onSuccess(request)
      else if (saw && problem) refused(saw)(problemIn(problem, problem.status))
    }
    const failed = answer.items.filter(({ problem }) => problem).length
    tell(t('inbox.manyDone', { count: answer.items.length - failed, failed }))
  }
  return {
    approve,
    approveMany,
    busyWithMany: many.isPending,
    busy: post.isPending ? (post.variables?.params.path.request_id ?? null) : null,
    trouble: (id) => troubles[id],
    refused,
    clear,
  }
}
