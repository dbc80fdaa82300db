import { type ClipboardEvent, type KeyboardEvent, useState } from 'react'
import { filledDown, type Placed, placed, readBlock, writeBlock } from '../../../lib/block'
import type { Marked } from '../../../lib/draft'
import { type EntryError, entryOf, readEntry, type Speech, type Value } from '../../../lib/entries'
import type { Grid, Spot } from '../../../lib/grid'
import { at, kept, moved, rangeOf, type Selection, spotsIn } from '../../../lib/sheet'

export type Editing = { spot: Spot; text: string; error: EntryError | null }
export type Put = { spot: Spot; value: Value }
export type Said =
  | { key: 'copied' | 'changed'; count: number }
  | { key: 'unread'; count: number; of: number }
  | { key: 'noRoom'; count: number }

type Options = {
  grid: Grid<Marked>
  currency: string
  speech: Speech
  /** Left out where the limits are only read. */
  onPut: ((values: Put[]) => void) | undefined
  onOpen: (spot: Spot) => void
  undo: (() => void) | undefined
  redo: (() => void) | undefined
}

export const spotKey = ({ line, tier }: Spot) => `${line}:${tier}`

/** What a spreadsheet does: a selection that moves by keys, editing in place, copy and paste of blocks, fill down. */
export function useSheet({ grid, currency, speech, onPut, onOpen, undo, redo }: Options) {
  const size = { lines: grid.lines.length, tiers: grid.tiers.length }
  const [chosen, setSelection] = useState<Selection>(at(0, 0))
  const [editing, setEditing] = useState<Editing | null>(null)
  const [wrong, setWrong] = useState<ReadonlyMap<string, EntryError>>(new Map())
  const [said, setSaid] = useState<Said | null>(null)
  const selection = kept(chosen, size)
  const range = rangeOf(selection)
  const text = (spot: Spot) => entryOf(grid.cell(spot), speech)

  function put(values: Put[]) {
    setWrong(new Map())
    if (values.length === 0) return
    onPut?.(values)
    setSaid({ key: 'changed', count: values.length })
  }
  /** All of it, or nothing: what cannot be read is marked where it would have stood. */
  function place(cells: Placed[], left = 0) {
    const read = cells.map(({ spot, text }) => ({ spot, entry: readEntry(text, currency, speech) }))
    const bad = read.flatMap(({ spot, entry }) => (entry.error ? [[spotKey(spot), entry.error] as const] : []))
    if (bad.length > 0 || left > 0) {
      setWrong(new Map(bad))
      setSaid(bad.length > 0 ? { key: 'unread', count: bad.length, of: cells.length } : { key: 'noRoom', count: left })
      return
    }
    put(read.flatMap(({ spot, entry }) => (entry.error ? [] : [{ spot, value: entry.value }])))
  }
  const begin = (spot: Spot, with_: string) => onPut && setEditing({ spot, text: with_, error: null })
  const clear = () =>
    onPut && put(spotsIn(range).flatMap((row) => row.map((spot) => ({ spot, value: 'none' as const }))))

  /** Takes what was typed; false where it cannot be read and the editor stays open. */
  function commit(step: 'stay' | 'down' | 'up' | 'right' | 'left'): boolean {
    if (!editing) return true
    const entry = readEntry(editing.text, currency, speech)
    if (entry.error) {
      setEditing({ ...editing, error: entry.error })
      return false
    }
    const { spot } = editing
    setEditing(null)
    if (editing.text !== text(spot)) put([{ spot, value: entry.value }])
    const key = { stay: '', down: 'ArrowDown', up: 'ArrowUp', right: 'ArrowRight', left: 'ArrowLeft' }[step]
    const next = moved(at(spot.line, spot.tier), { key, shiftKey: false, ctrlKey: false, metaKey: false }, size)
    if (next) setSelection(next)
    return true
  }

  const chords: Record<string, (() => void) | undefined> = {
    a: () => setSelection({ anchor: { line: 0, tier: 0 }, active: { line: size.lines - 1, tier: size.tiers - 1 } }),
    d: onPut && (() => place(filledDown(range, text))),
    z: undo,
    Z: redo,
    y: redo,
  }
  const keys: Record<string, (() => void) | undefined> = {
    Enter: () => (onPut ? begin(selection.active, text(selection.active)) : onOpen(selection.active)),
    F2: () => begin(selection.active, text(selection.active)),
    ' ': () => onOpen(selection.active),
    Delete: clear || undefined,
    Backspace: clear || undefined,
    Escape: () => setWrong(new Map()),
  }

  function onKeyDown(event: KeyboardEvent) {
    if (editing || event.defaultPrevented) return
    const chord = event.ctrlKey || event.metaKey
    const next = moved(selection, event, size)
    if (next) setSelection(next)
    else if (chord && event.key in chords) chords[event.key]?.()
    else if (!chord && event.altKey && event.key === 'Enter') onOpen(selection.active)
    else if (!chord && !event.altKey && event.key in keys) keys[event.key]?.()
    else if (!chord && !event.altKey && event.key.length === 1 && onPut) begin(selection.active, event.key)
    else return
    event.preventDefault()
  }
  function onCopy(event: ClipboardEvent) {
    if (editing) return
    const rows = spotsIn(range)
    event.clipboardData.setData('text/plain', writeBlock(rows.map((row) => row.map(text))))
    event.preventDefault()
    setSaid({ key: 'copied', count: rows.flat().length })
    if (event.type === 'cut') clear()
  }
  function onPaste(event: ClipboardEvent) {
    if (editing || !onPut) return
    const found = placed(readBlock(event.clipboardData.getData('text/plain')), range, size)
    event.preventDefault()
    place(found.cells, found.left)
  }
  return {
    selection,
    range,
    editing,
    wrong,
    said,
    type: (typed: string) => editing && setEditing({ ...editing, text: typed, error: null }),
    begin: (spot: Spot) => begin(spot, text(spot)),
    choose: (spot: Spot, extend: boolean) => setSelection({ active: spot, anchor: extend ? selection.anchor : spot }),
    commit,
    cancel: () => setEditing(null),
    handlers: { onKeyDown, onCopy, onCut: onCopy, onPaste },
  }
}

export type Sheet = ReturnType<typeof useSheet>
