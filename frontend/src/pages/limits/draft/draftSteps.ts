import type { Draft } from '../../../api/shapes'

export type DraftStep = 'submit' | 'wait' | 'approve' | 'publish' | 'stale' | 'over'

/** What comes next with a draft, for this person: what raises authority needs a second one. */
export function nextStep(draft: Draft, raises: boolean, me: string, live: number): DraftStep {
  if (draft.state === 'published' || draft.state === 'discarded') return 'over'
  if (draft.base_version !== live) return 'stale'
  if (draft.state === 'approved' || !raises) return 'publish'
  if (draft.state === 'editing') return 'submit'
  return draft.author.id === me ? 'wait' : 'approve'
}
