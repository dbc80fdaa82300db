/** Blocks of cells as spreadsheets put them on the clipboard: tabs between cells, lines between rows. */
import type { Spot } from './grid'
import { type Range, type Size, spotsIn } from './sheet'

/** Reads a block; a quoted cell may hold tabs and line breaks. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const close = () => {
    rows[rows.length - 1]?.push(cell)
    cell = ''
  }
  const plain = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let at = 0; at < plain.length; at++) {
    const letter = plain[at]
    if (quoted && letter === '"' && plain[at + 1] === '"') cell += plain[at++]
    else if (letter === '"' && (quoted || cell === '')) quoted = !quoted
    else if (letter === '\t' && !quoted) close()
    else if (letter === '\n' && !quoted) {
      close()
      rows.push([])
    } else cell += letter
  }
  close()
  return rows
}

export const writeBlock = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n')

export type Placed = { spot: Spot; text: string }

/** Where the cells of a block come to stand: once from the corner, or again and again over a selection it divides. */
export function placed(
  block: readonly (readonly string[])[],
  range: Range,
  size: Size,
): { cells: Placed[]; left: number } {
  const high = block.length
  const wide = Math.max(...block.map((row) => row.length))
  const [lines, tiers] = [range.bottom - range.top + 1, range.right - range.left + 1]
  const tiles = lines % high === 0 && tiers % wide === 0
  const area = tiles ? range : { ...range, bottom: range.top + high - 1, right: range.left + wide - 1 }
  const wanted = spotsIn(area).flat()
  const fitting = wanted.filter(({ line, tier }) => line < size.lines && tier < size.tiers)
  const text = ({ line, tier }: Spot) => block[(line - area.top) % high]?.[(tier - area.left) % wide]
  const cells = fitting.flatMap((spot) => {
    const found = text(spot)
    return found === undefined ? [] : [{ spot, text: found }]
  })
  return { cells, left: wanted.length - fitting.length }
}

/** Fill down: the texts of the top line for the lines below it; of a single line, those of the line above it. */
export function filledDown(range: Range, text: (spot: Spot) => string): Placed[] {
  const source = range.top === range.bottom ? range.top - 1 : range.top
  if (source < 0) return []
  const area = range.top === range.bottom ? range : { ...range, top: range.top + 1 }
  return spotsIn(area)
    .flat()
    .map((spot) => ({ spot, text: text({ line: source, tier: spot.tier }) }))
}
