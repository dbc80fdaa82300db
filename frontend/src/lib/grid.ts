/** The matrix as a sheet: one line for each remedy and mode, one column for each tier; cells found by an index. */
import { furtherConditions, inGrid, MODES, type Row, type Rule, rowKey, type Scope, tierOf } from './matrix'

export type Mode = (typeof MODES)[number]
export type Line = { key: string; row: Row; mode: Mode; first: boolean }
export type Spot = { line: number; tier: number }
export type Cell<R extends Rule = Rule> = {
  line: Line
  tier: string
  /** What the tier itself has here; the first one is what typing changes. */
  own: R[]
  /** What it has only because a lower tier has it, where that is more than nothing. */
  inherited: R | null
}
export type Grid<R extends Rule = Rule> = {
  lines: Line[]
  tiers: readonly string[]
  cell: (spot: Spot) => Cell<R>
}

const EVERYDAY: readonly Mode[] = ['auto', 'approve']

const size = ({ amount }: Rule): number => amount ?? Number.MAX_VALUE

/** What typing changes comes first: the rule with the fewest conditions, then the largest. */
function sorted<R extends Rule>(cell: R[]): R[] {
  if (cell.length < 2) return cell
  const conditions = new Map(cell.map((rule) => [rule, furtherConditions(rule.when).length]))
  const count = (rule: R) => conditions.get(rule) ?? 0
  return cell.sort((a, b) => count(a) - count(b) || size(b) - size(a))
}

function indexed<R extends Rule>(rules: readonly R[], scope: Scope): Map<string, R[]> {
  const found = new Map<string, R[]>()
  for (const rule of rules) {
    if (!inGrid(rule) || rule.currency !== scope.currency || rule.brand !== scope.brand) continue
    const key = `${rowKey(rule)} ${rule.mode} ${tierOf(rule.subject)}`
    const cell = found.get(key)
    if (cell) cell.push(rule)
    else found.set(key, [rule])
  }
  for (const cell of found.values()) sorted(cell)
  return found
}

/** The lines of the rows: what is usual always, the others where there is a rule for one, or where all are wanted. */
export function linesOf(rows: readonly Row[], has: (row: Row, mode: Mode) => boolean, all: boolean): Line[] {
  return rows.flatMap((row) =>
    MODES.filter((mode) => EVERYDAY.includes(mode) || all || has(row, mode)).map((mode, at) => ({
      key: `${row.key}/${mode}`,
      row,
      mode,
      first: at === 0,
    })),
  )
}

/** The grid of one brand and currency, over rows that are already in order (see `rowsOf`). */
export function gridOf<R extends Rule>(
  rules: readonly R[],
  rows: readonly Row[],
  scope: Scope,
  tiers: readonly string[],
  all = false,
): Grid<R> {
  const index = indexed(rules, scope)
  const own = (row: Row, mode: Mode, tier: string | undefined) => index.get(`${row.key} ${mode} ${tier}`) ?? []
  const lines = linesOf(rows, (row, mode) => tiers.some((tier) => own(row, mode, tier).length > 0), all)
  const below = (row: Row, mode: Mode, at: number): R | null =>
    tiers
      .slice(0, at)
      .flatMap((tier) => own(row, mode, tier))
      .reduce<R | null>((most, rule) => (!most || size(rule) >= size(most) ? rule : most), null)
  const standing = (row: Row, mode: Mode, at: number): R | null => own(row, mode, tiers[at])[0] ?? below(row, mode, at)
  const inherited = (row: Row, mode: Mode, at: number): R | null => {
    const found = own(row, mode, tiers[at]).length > 0 ? null : below(row, mode, at)
    const alone = mode === 'review' ? standing(row, 'auto', at) : null
    // To be looked at afterwards says nothing where one may give as much alone.
    return found && alone && size(found) <= size(alone) ? null : found
  }
  const cell = ({ line, tier }: Spot): Cell<R> => {
    const found = lines[line]
    const name = tiers[tier]
    if (!found || name === undefined) throw new RangeError(`no cell at ${line}, ${tier}`)
    const { row, mode } = found
    return { line: found, tier: name, own: own(row, mode, name), inherited: inherited(row, mode, tier) }
  }
  return { lines, tiers, cell }
}
