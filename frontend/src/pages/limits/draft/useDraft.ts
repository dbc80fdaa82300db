import { useEffect } from 'react'
import type { Draft } from '../../../api/shapes'
import type { DraftChange } from '../../../lib/draft'
import { useChanges } from './useChanges'
import { type Conflict, useSaving } from './useSaving'

export type DraftInHand = {
  draft: Draft | undefined
  changes: DraftChange[]
  editable: boolean
  saving: boolean
  /** The changes from now on; the first ones begin a draft of this name. */
  edit: (next: DraftChange[], name: string) => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  conflict: Conflict | null
  /** Goes on with these changes, over what others made of the draft meanwhile. */
  settle: (changes: DraftChange[]) => void
}

/** The draft that is open: its changes with undo and redo, on the screen at once and on the server soon after. */
export function useDraft(version: number, id: string | undefined): DraftInHand {
  const { history, adopt, take, undo, redo } = useChanges()
  const saving = useSaving(version, id, adopt)
  const { draft, keep } = saving
  const editable = !draft || (draft.state !== 'published' && draft.state !== 'discarded')
  const step = (to: () => DraftChange[]) => () => keep(to())
  useEffect(() => {
    const asks = (event: BeforeUnloadEvent) => event.preventDefault()
    if (!saving.busy) return
    window.addEventListener('beforeunload', asks)
    return () => window.removeEventListener('beforeunload', asks)
  }, [saving.busy])
  return {
    draft,
    changes: history.now,
    editable,
    saving: saving.busy,
    edit: (next, name) => {
      take(next)
      keep(next, name)
    },
    undo: editable && history.past.length > 0 ? step(undo) : undefined,
    redo: editable && history.future.length > 0 ? step(redo) : undefined,
    conflict: saving.conflict,
    settle: (changes) => {
      take(changes)
      saving.settle(changes)
    },
  }
}
