import { useCallback, useRef, useState } from 'react'
import type { DraftChange } from '../../../lib/draft'
import { sameChanges } from '../../../lib/merge'
import { done, fresh, redone, type Undoable, undone } from '../../../lib/undo'

/** The changes of the draft with their past; the newest are known at once, before the screen has followed. */
export function useChanges() {
  const [history, setHistory] = useState<Undoable<DraftChange[]>>(() => fresh([]))
  const latest = useRef(history)
  const put = useCallback((next: Undoable<DraftChange[]>) => {
    latest.current = next
    setHistory(next)
    return next.now
  }, [])
  /** What the server has; the way back stays open where nothing but our own sending changed it. */
  const adopt = useCallback(
    (changes: DraftChange[]) => {
      if (!sameChanges(latest.current.now, changes)) put(fresh(changes))
    },
    [put],
  )
  return {
    history,
    adopt,
    take: (next: DraftChange[]) => put(done(latest.current, next)),
    undo: () => put(undone(latest.current)),
    redo: () => put(redone(latest.current)),
  }
}
