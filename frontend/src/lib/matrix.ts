/** The authority matrix: remedies down, tiers across; in each cell what the tier may do alone, reviewed, or for others. */

export type Rule = {
  rule: string
  subject: string
  remedy: string
  currency: string
  brand: string
  mode: string
  kind: string
  amount: number | null
  when: string
  guideline: string
  /** Half-open; null or left out is always. */
  from?: string | null
  until?: string | null
  /** Who set it. */
  author?: { name: string } | null
}

export type Row = { key: string; remedy: string; basis: string | null; currency: string; brand: string }
export type Scope = { currency: string; brand: string }

export const MODES = ['auto', 'review', 'approve', 'override'] as const
const BASIS = /^basis\s*=\s*(\w+)$/

const clauses = (when: string): string[] =>
  when
    .split(';')
    .map((clause) => clause.trim())
    .filter(Boolean)

type Read = { basis: string | null; further: readonly string[] }

const MOST_KEPT = 10_000
const known = new Map<string, Read>()

/** Many rules share few conditions: each is read once. */
function read(when: string): Read {
  const found = known.get(when)
  if (found) return found
  const all = clauses(when)
  const basis = all.map((clause) => BASIS.exec(clause)?.[1]).find((one) => one !== undefined) ?? null
  const made = { basis, further: all.filter((clause) => !BASIS.test(clause)) }
  if (known.size >= MOST_KEPT) known.clear()
  known.set(when, made)
  return made
}

/** The basis that a condition asks for, if it does: it gives the remedy a row of its own. */
export const basisOf = (when: string): string | null => read(when).basis

/** The condition without its basis, clause by clause: what is left to say in the cell. */
export const furtherConditions = (when: string): readonly string[] => read(when).further

export const tierOf = (subject: string): string | null => (subject.startsWith('tier:') ? subject.slice(5) : null)

/** Grants of tiers make the grid; what belongs to one person or team, and every cap, stands in its own list. */
export const inGrid = (rule: Rule): boolean => rule.kind === 'grant' && tierOf(rule.subject) !== null

export function scopesOf(rules: readonly Rule[]): Scope[] {
  const met = new Map(rules.map(({ currency, brand }) => [`${brand} ${currency}`, { currency, brand }]))
  return [...met.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, scope]) => scope)
}

export const rowKey = (rule: Pick<Rule, 'remedy' | 'when'>): string => `${rule.remedy}/${basisOf(rule.when) ?? ''}`

/** The rows of a scope, in the order of the remedies; what is owed before what is a gesture. `all` leaves none out. */
export function rowsOf(rules: readonly Rule[], scope: Scope, remedies: readonly string[], all = false): Row[] {
  const rows = new Map<string, Row>()
  for (const rule of rules) {
    if (!inGrid(rule) || rule.currency !== scope.currency || rule.brand !== scope.brand) continue
    const key = rowKey(rule)
    if (!rows.has(key)) rows.set(key, { key, remedy: rule.remedy, basis: basisOf(rule.when), ...scope })
  }
  const known = new Set([...rows.values()].map(({ remedy }) => remedy))
  for (const remedy of all ? remedies : []) {
    if (!known.has(remedy)) rows.set(`${remedy}/`, { key: `${remedy}/`, remedy, basis: null, ...scope })
  }
  const place = (row: Row) => remedies.indexOf(row.remedy)
  const earlier = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return [...rows.values()].sort((a, b) => place(a) - place(b) || earlier(a.basis ?? '', b.basis ?? ''))
}
