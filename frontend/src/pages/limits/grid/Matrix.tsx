import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import { withValue } from '../../../lib/entries'
import { gridOf, type Spot } from '../../../lib/grid'
import { type Rule, rowsOf, type Scope } from '../../../lib/matrix'
import { REMEDIES, useRemedyTitle } from '../../../ui/remedies'
import type { DraftInHand } from '../draft/useDraft'
import { CellBar } from './CellBar'
import { CellDetails } from './CellDetails'
import classes from './Grid.module.css'
import { LimitGrid } from './LimitGrid'
import { useFound } from './useFound'
import { type Put, type Said, useSheet } from './useSheet'

type Props = {
  rules: Marked[]
  live: Rule[]
  tiers: Tier[]
  scope: Scope
  words: string[]
  draft: DraftInHand
  edits: boolean
  /** The one tier that is shown, where there is room for no more. */
  only: number | null
  allLines: boolean
}

/** The matrix of one brand and currency: the grid, the cell in hand, and what it opens. On a phone a tier at a time. */
export function Matrix({ rules, live, tiers, scope, words, draft, edits, only, allLines }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const [open, setOpen] = useState<Spot | null>(null)
  const from = only ?? 0
  const shown = only === null ? tiers : tiers.slice(only, only + 1)
  const found = useFound(rules, tiers, words)
  const full = useMemo(() => {
    const rows = rowsOf(found, scope, REMEDIES, edits && words.length === 0)
    return gridOf(
      rules,
      rows,
      scope,
      tiers.map(({ name }) => name),
      allLines,
    )
  }, [rules, found, scope, tiers, allLines, edits, words.length])
  const grid = {
    ...full,
    tiers: shown.map(({ name }) => name),
    cell: ({ line, tier }: Spot) => full.cell({ line, tier: tier + from }),
  }
  const put = (values: Put[]) => {
    const [first] = values
    if (!first) return
    const cell = grid.cell(first.spot)
    const next = values.reduce((all, { spot, value }) => withValue(all, grid.cell(spot), value, live), draft.changes)
    const named = tiers.find(({ name }) => name === cell.tier)?.title ?? cell.tier
    draft.edit(next, t('limits.draftName', { remedy: title(cell.line.row.remedy), tier: named }))
  }
  const sheet = useSheet({
    grid,
    currency: scope.currency,
    speech: { locale: i18n.language, noLimit: t('limits.noLimit') },
    onPut: edits ? put : undefined,
    onOpen: setOpen,
    undo: draft.undo,
    redo: draft.redo,
  })
  const said = ({ key, count, ...rest }: Said) =>
    t(`limits.said.${key}` as 'limits.said.unread', { count, of: 'of' in rest ? rest.of : 0 })
  if (grid.lines.length === 0) return <p className={classes.empty}>{t('limits.nothingMatches')}</p>
  const { active } = sheet.selection
  return (
    <>
      <CellBar cell={grid.cell(active)} tiers={tiers} onOpen={() => setOpen(active)} />
      <LimitGrid
        grid={grid}
        tiers={shown}
        currency={scope.currency}
        sheet={sheet}
        readOnly={!edits}
        label={t('limits.gridOf', {
          brand: scope.brand === '*' ? t('limits.everyBrand') : scope.brand,
          currency: scope.currency,
        })}
      />
      <p role="status" className={classes.keys}>
        {sheet.said ? said(sheet.said) : edits && only === null && t('limits.gridKeys')}
      </p>
      {open && (
        <CellDetails
          cell={grid.cell(open)}
          tiers={tiers}
          changes={draft.changes}
          live={live}
          onEdit={edits ? (next) => draft.edit(next, title(grid.cell(open).line.row.remedy)) : undefined}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
