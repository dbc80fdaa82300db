import type { KeyboardEvent } from 'react'

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** Arrows move from name to name, also to rows that are not drawn yet. */
export function useRows(count: number, scrollTo: (index: number) => void) {
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const table = event.currentTarget
    const at = Number((event.target as HTMLElement).closest('tr')?.dataset.index ?? Number.NaN)
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? count - 1 : at + (STEPS[event.key] ?? Number.NaN)
    if (Number.isNaN(at) || Number.isNaN(to)) return
    event.preventDefault()
    const index = Math.min(count - 1, Math.max(0, to))
    scrollTo(index)
    // Drawn in the next frame or the one after it.
    let tries = 0
    const focus = () => {
      const found = table.querySelector<HTMLElement>(`tr[data-index="${index}"] button`)
      if (found) found.focus()
      else if (tries++ < 10) requestAnimationFrame(focus)
    }
    requestAnimationFrame(focus)
  }
  return { handlers: { onKeyDown } }
}
