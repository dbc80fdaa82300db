/** Moving and selecting in a sheet, as in every spreadsheet. */
import type { Spot } from './grid'

export type Size = { lines: number; tiers: number }
/** One cell is active; together with the anchor it spans what is selected. */
export type Selection = { active: Spot; anchor: Spot }
export type Range = { top: number; left: number; bottom: number; right: number }
export type Press = { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }

export const at = (line: number, tier: number): Selection => ({ active: { line, tier }, anchor: { line, tier } })

const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))
const held = ({ line, tier }: Spot, { lines, tiers }: Size): Spot => ({
  line: within(line, lines),
  tier: within(tier, tiers),
})

/** The selection where the sheet has become smaller. */
export const kept = ({ active, anchor }: Selection, size: Size): Selection => ({
  active: held(active, size),
  anchor: held(anchor, size),
})

const PAGE = 10
const STEPS: Record<string, (from: Spot, size: Size, far: boolean) => Spot> = {
  ArrowUp: ({ line, tier }, _size, far) => ({ line: far ? 0 : line - 1, tier }),
  ArrowDown: ({ line, tier }, size, far) => ({ line: far ? size.lines - 1 : line + 1, tier }),
  ArrowLeft: ({ line, tier }, _size, far) => ({ line, tier: far ? 0 : tier - 1 }),
  ArrowRight: ({ line, tier }, size, far) => ({ line, tier: far ? size.tiers - 1 : tier + 1 }),
  Home: ({ line }, _size, far) => ({ line: far ? 0 : line, tier: 0 }),
  End: ({ line }, size, far) => ({ line: far ? size.lines - 1 : line, tier: size.tiers - 1 }),
  PageUp: ({ line, tier }) => ({ line: line - PAGE, tier }),
  PageDown: ({ line, tier }) => ({ line: line + PAGE, tier }),
}

/** Where a key leads, or null where it is none that moves. With Shift, what is selected grows. */
export function moved(selection: Selection, press: Press, size: Size): Selection | null {
  const step = STEPS[press.key]
  if (!step) return null
  const active = held(step(selection.active, size, press.ctrlKey || press.metaKey), size)
  return { active, anchor: press.shiftKey ? selection.anchor : active }
}

export const rangeOf = ({ active, anchor }: Selection): Range => ({
  top: Math.min(active.line, anchor.line),
  left: Math.min(active.tier, anchor.tier),
  bottom: Math.max(active.line, anchor.line),
  right: Math.max(active.tier, anchor.tier),
})

export const inRange = ({ top, left, bottom, right }: Range, line: number, tier: number): boolean =>
  line >= top && line <= bottom && tier >= left && tier <= right

/** The cells of a range, line by line. */
export function spotsIn({ top, left, bottom, right }: Range): Spot[][] {
  const across = Array.from({ length: right - left + 1 }, (_, at) => left + at)
  return Array.from({ length: bottom - top + 1 }, (_, down) => across.map((tier) => ({ line: top + down, tier })))
}
