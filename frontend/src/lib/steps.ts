/** The way of a request as three or four steps. */

export type StepName = 'asked' | 'deciding' | 'decided' | 'refused' | 'moving' | 'settled' | 'failed'
export type Step = { name: StepName; status: 'done' | 'now' | 'ahead' | 'stopped'; at: string | null }

type Walker = {
  state: string
  created_at: string
  /** When it came to this state, where that is known. */
  reached_at: string | null
  approval: { settled_at: string | null } | null
}

const REFUSED = new Set(['rejected', 'withdrawn', 'expired', 'denied'])
const OPEN = new Set(['pending', 'offered', 'needs_info'])

export function stepsOf({ state, created_at, reached_at, approval }: Walker): Step[] {
  const asked: Step = { name: 'asked', status: 'done', at: created_at }
  if (REFUSED.has(state)) {
    return [asked, { name: 'refused', status: 'stopped', at: approval?.settled_at ?? reached_at }]
  }
  const open = OPEN.has(state)
  const decided: Step[] = approval
    ? [{ name: open ? 'deciding' : 'decided', status: open ? 'now' : 'done', at: approval.settled_at }]
    : []
  if (state === 'failed') return [asked, ...decided, { name: 'failed', status: 'stopped', at: reached_at }]
  const settled = state === 'settled'
  return [
    asked,
    ...decided,
    { name: 'moving', status: open ? 'ahead' : settled ? 'done' : 'now', at: null },
    { name: 'settled', status: settled ? 'done' : 'ahead', at: settled ? reached_at : null },
  ]
}
