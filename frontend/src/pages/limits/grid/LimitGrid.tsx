import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import type { Grid } from '../../../lib/grid'
import { capital } from '../../../lib/text'
import classes from './Grid.module.css'
import { GridLine } from './GridLine'
import type { Sheet } from './useSheet'

type Props = { grid: Grid<Marked>; tiers: Tier[]; currency: string; sheet: Sheet; readOnly: boolean; label: string }

/** So few lines are all drawn, and found by the browser's own search. */
const ALL_DRAWN = 60

/** The matrix that people can read aloud in a meeting, and edit like a spreadsheet. Draws the lines that are seen. */
export function LimitGrid({ grid, tiers, currency, sheet, readOnly, label }: Props) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const table = useRef<HTMLTableElement>(null)
  const { lines } = grid
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 30,
    overscan: lines.length > ALL_DRAWN ? 10 : ALL_DRAWN,
    scrollPaddingStart: 42,
  })
  const drawn =
    lines.length > ALL_DRAWN ? virtual.getVirtualItems().map(({ index }) => index) : lines.map((_, at) => at)
  const [first = 0] = drawn
  const last = drawn[drawn.length - 1] ?? -1
  const { line, tier } = sheet.selection.active
  useEffect(() => {
    if (lines.length > ALL_DRAWN) virtual.scrollToIndex(line)
  }, [line, lines.length, virtual])
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawn anew, the chosen cell takes the focus that it had.
  useEffect(() => {
    const inside = table.current?.contains(document.activeElement) || document.activeElement === document.body
    if (!inside || sheet.editing || !table.current?.dataset.entered) return
    table.current.querySelector<HTMLElement>(`[data-spot="${line}:${tier}"]`)?.focus()
  }, [line, tier, sheet.editing, first, last])
  const space = (rows: number) =>
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the room of lines that are not drawn is no row.
    rows > 0 && <tr role="presentation" style={{ height: rows * 30 }} />
  return (
    <div className={classes.scroll} ref={scroller}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table with a cursor.
        role="grid"
        className={classes.grid}
        aria-label={label}
        aria-readonly={readOnly}
        aria-multiselectable="true"
        aria-rowcount={lines.length + 1}
        aria-colcount={tiers.length + 1}
        data-tiers={tiers.length}
        onFocus={(event) => {
          event.currentTarget.dataset.entered = 'yes'
        }}
        {...sheet.handlers}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" aria-colindex={1}>
              {t('limits.remedy')}
            </th>
            {tiers.map(({ name, title }, at) => (
              <th key={name} scope="col" aria-colindex={at + 2}>
                {capital(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {space(first)}
          {drawn.map((index) => (
            <GridLine
              key={lines[index]?.key}
              index={index}
              grid={grid}
              currency={currency}
              sheet={sheet}
              named={index === first || lines[index]?.first === true}
            />
          ))}
          {space(lines.length - 1 - last)}
        </tbody>
      </table>
    </div>
  )
}
