import { useTranslation } from 'react-i18next'
import type { Marked } from '../../../lib/draft'
import type { Grid } from '../../../lib/grid'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from './Grid.module.css'
import { GridCell } from './GridCell'
import { MODE_ICONS, useModeWord } from './modes'
import type { Sheet } from './useSheet'

type Props = { index: number; grid: Grid<Marked>; currency: string; sheet: Sheet; named: boolean }

/** One remedy and one way of giving it, across the tiers. Its head says both, also where only one is seen. */
export function GridLine({ index, grid, currency, sheet, named }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const word = useModeWord()
  const line = grid.lines[index]
  if (!line) return null
  const { row, mode } = line
  const Icon = MODE_ICONS[mode]
  return (
    <tr aria-rowindex={index + 2} data-first={line.first || undefined}>
      <th scope="row" aria-colindex={1}>
        <span className={classes.head}>
          <span className={named ? classes.remedy : classes.hidden}>
            {title(row.remedy)}
            {row.basis && (
              <>
                {' '}
                <span className={classes.basis}>
                  {t(`basis.${row.basis}` as 'basis.goodwill', { defaultValue: row.basis })}
                </span>
              </>
            )}{' '}
          </span>
          <span className={classes.mode} data-mode={mode}>
            <Icon size={13} strokeWidth={2.2} aria-hidden="true" />
            {word(mode)}
          </span>
        </span>
      </th>
      {grid.tiers.map((tier, at) => (
        <GridCell
          key={tier}
          spot={{ line: index, tier: at }}
          cell={grid.cell({ line: index, tier: at })}
          currency={currency}
          sheet={sheet}
        />
      ))}
    </tr>
  )
}
