/** A value with its past and its future: undo and redo. */

export type Undoable<T> = { past: readonly T[]; now: T; future: readonly T[] }

const MOST = 200

export const fresh = <T>(now: T): Undoable<T> => ({ past: [], now, future: [] })

export const done = <T>({ past, now }: Undoable<T>, next: T): Undoable<T> => ({
  past: [...past, now].slice(-MOST),
  now: next,
  future: [],
})

export function undone<T>({ past, now, future }: Undoable<T>): Undoable<T> {
  const before = past[past.length - 1]
  return before === undefined
    ? { past, now, future }
    : { past: past.slice(0, -1), now: before, future: [now, ...future] }
}

export function redone<T>({ past, now, future }: Undoable<T>): Undoable<T> {
  const [after, ...rest] = future
  return after === undefined ? { past, now, future } : { past: [...past, now], now: after, future: rest }
}
