import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { $api, http } from '../../../api/client'
import { renew } from '../../../api/renew'
import type { Change, Draft } from '../../../api/shapes'
import type { DraftChange } from '../../../lib/draft'
import { Keeper } from '../../../lib/keeper'
import { asProblem } from '../../../lib/problem'
import { paths } from '../../../paths'
import { complain } from '../../../ui/toast'
import { told } from './told'
import { useOtherTabs } from './useOtherTabs'

const DRAFTS = '/api/v1/policy/drafts'

/** Somebody else, or another tab, changed the draft since: as it was when we began, ours, and theirs. */
export type Conflict = { base: DraftChange[]; mine: DraftChange[]; theirs: Draft }

type Kept = { id: string; revision: number; changes: DraftChange[] }
type Wanted = { changes: DraftChange[]; name: string }

const keptOf = (draft: Draft): Kept => ({ id: draft.id, revision: draft.revision, changes: draft.changes.map(told) })

/** Keeps a draft on the server as it is on the screen; `adopt` is told what the server has when nothing is on its way. */
export function useSaving(version: number, id: string | undefined, adopt: (changes: DraftChange[]) => void) {
  const client = useQueryClient()
  const navigate = useNavigate({ from: paths.limits })
  const [busy, setBusy] = useState(false)
  const [conflict, setConflict] = useState<Conflict | null>(null)
  const kept = useRef<Kept | null>(null)
  const base = useRef(version)
  base.current = version
  const query = $api.useQuery('get', `${DRAFTS}/{draft_id}`, path(id ?? ''), { enabled: id !== undefined })
  const draft = id ? query.data : undefined
  const tabs = useOtherTabs(() => renew(client, ofDrafts))

  const keeper = useMemo(() => {
    const send = async ({ changes, name }: Wanted) => {
      const target = kept.current ?? keptOf(await begun(name, base.current))
      kept.current = target
      const body = { revision: target.revision, changes: changes as Change[] }
      const { data: saved } = await http.PATCH(`${DRAFTS}/{draft_id}`, { ...path(target.id), body })
      if (!saved) return
      kept.current = { ...keptOf(saved), changes }
      client.setQueryData($api.queryOptions('get', `${DRAFTS}/{draft_id}`, path(saved.id)).queryKey, saved)
      await navigate({ search: (old) => ({ ...old, draft: saved.id }), replace: true })
    }
    return new Keeper(send)
  }, [client, navigate])

  useEffect(() => {
    if (keeper.busy || (draft && kept.current?.id === draft.id && draft.revision <= kept.current.revision)) return
    kept.current = draft ? keptOf(draft) : null
    adopt(kept.current?.changes ?? [])
  }, [draft, keeper, adopt])

  async function failed(error: unknown, mine: DraftChange[]) {
    const was = kept.current
    if (was && asProblem(error).name === 'stale-draft') {
      const { data: theirs } = await http.GET(`${DRAFTS}/{draft_id}`, path(was.id))
      if (theirs) return setConflict({ base: was.changes, mine, theirs })
    }
    adopt(was?.changes ?? [])
    complain(error)
  }
  function keep(changes: DraftChange[], name = '') {
    setBusy(true)
    void keeper
      .keep({ changes, name })
      .catch((error: unknown) => failed(error, changes).catch(complain))
      .finally(() => {
        if (keeper.busy) return
        setBusy(false)
        tabs.tell()
        renew(client, ofDrafts)
      })
  }
  const settle = (changes: DraftChange[]) => {
    if (conflict) kept.current = keptOf(conflict.theirs)
    setConflict(null)
    keep(changes)
  }
  return { draft, keep, busy, conflict, settle }
}

const path = (id: string) => ({ params: { path: { draft_id: id } } })
const ofDrafts = (key: readonly unknown[]) => String(key[1]).startsWith(DRAFTS)

async function begun(name: string, version: number): Promise<Draft> {
  const { data } = await http.POST(DRAFTS, { body: { name, base_version: version } })
  if (!data) throw new Error('no draft')
  return data
}
