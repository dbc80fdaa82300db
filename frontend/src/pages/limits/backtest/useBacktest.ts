import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '../../../api/client'
import type { Backtest, Draft } from '../../../api/shapes'

const PATH = '/api/v1/policy/drafts/{draft_id}/backtest'
const AGAIN_MS = 500
const DAY_MS = 86_400_000

export const RANGES = [7, 30, 60] as const

/** A backtest of the draft over the last so many days, asked for again until it is done. */
export function useBacktest(draft: Draft, days: number) {
  // One moment for as long as the dialog is open: asked for with the same words, it is the same backtest.
  const [now] = useState(() => Date.now())
  const from = new Date(now - days * DAY_MS).toISOString()
  return useQuery({
    queryKey: ['post', PATH, draft.id, draft.revision, from],
    queryFn: async (): Promise<Backtest | null> => {
      const params = { path: { draft_id: draft.id } }
      const { data } = await http.POST(PATH, { params, body: { from } })
      return data ?? null
    },
    refetchInterval: ({ state }) => (state.data?.done === false ? AGAIN_MS : false),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}
