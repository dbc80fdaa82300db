import { memo, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Marked } from '../../../lib/draft'
import type { Cell, Spot } from '../../../lib/grid'
import { inRange } from '../../../lib/sheet'
import { CellLimits } from './CellLimits'
import { EntryField } from './EntryField'
import classes from './Grid.module.css'
import { type Sheet, spotKey } from './useSheet'

type Props = { spot: Spot; cell: Cell<Marked>; currency: string; sheet: Sheet }

/** One cell: chosen by a press, edited by a second one, by typing, Enter or F2. */
export const GridCell = memo(function GridCell({ spot, cell, currency, sheet }: Props) {
  const { t } = useTranslation()
  const { line, tier } = spot
  const { active } = sheet.selection
  const chosen = active.line === line && active.tier === tier
  const editing = sheet.editing?.spot.line === line && sheet.editing.spot.tier === tier ? sheet.editing : null
  const wrong = sheet.wrong.get(spotKey(spot))
  const changed = cell.own.some(({ status }) => status !== 'same')
  const press = (event: PointerEvent) => {
    if (editing || event.button !== 0) return
    if (sheet.editing && !sheet.commit('stay')) return
    if (chosen && event.pointerType === 'touch') sheet.begin(spot)
    else sheet.choose(spot, event.shiftKey)
  }
  const drag = (event: PointerEvent) => {
    if (event.buttons === 1 && event.pointerType === 'mouse' && !sheet.editing) sheet.choose(spot, true)
  }
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid is a place for the cursor.
      role="gridcell"
      tabIndex={chosen ? 0 : -1}
      aria-colindex={tier + 2}
      aria-selected={inRange(sheet.range, line, tier)}
      aria-invalid={wrong ? true : undefined}
      data-spot={spotKey(spot)}
      data-active={chosen || undefined}
      data-changed={changed || undefined}
      className={classes.cell}
      onPointerDown={press}
      onPointerEnter={drag}
      onDoubleClick={() => sheet.begin(spot)}
    >
      {editing ? (
        <EntryField editing={editing} currency={currency} sheet={sheet} />
      ) : (
        <CellLimits own={cell.own} inherited={cell.inherited} currency={currency} />
      )}
      {wrong && <span className={classes.wrong}>{t(`limits.entryError.${wrong}`, { currency })}</span>}
    </td>
  )
})
