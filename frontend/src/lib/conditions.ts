/** Conditions as clauses that all have to hold: `reason in A|B; order_age_days <= 30`. */

export type Clause = { fact: string; op: string; values: string[] }

const FORM = /^([a-z_]+)(?:\s+(not\s+in|has\s+no|in|has|only)\s+|\s*(<=|>=|!=|=|<|>)\s*)(.+)$/

/** Reads one clause; null where it is none. */
export function clauseOf(text: string): Clause | null {
  const [, fact, word, sign, value] = FORM.exec(text.trim()) ?? []
  if (!fact || !value) return null
  const op = (word ?? sign ?? '').replace(/\s+/g, ' ')
  return { fact, op, values: value.split('|').map((one) => one.trim()) }
}

const parts = (when: string): string[] =>
  when
    .split(';')
    .map((clause) => clause.trim())
    .filter(Boolean)

/** The clauses of a condition; what cannot be read stays as it is written. */
export const clausesOf = (when: string): (Clause | string)[] => parts(when).map((part) => clauseOf(part) ?? part)

export const writeClause = ({ fact, op, values }: Clause): string => `${fact} ${op} ${values.join('|')}`

/** The condition in the one spelling in which the server keeps it. */
export const writeCondition = (clauses: readonly (Clause | string)[]): string =>
  clauses.map((clause) => (typeof clause === 'string' ? clause : writeClause(clause))).join('; ')

export const BOUNDS = { '=': 'eq', '!=': 'ne', '<=': 'most', '<': 'less', '>=': 'least', '>': 'more' } as const
const NEGATED: readonly string[] = ['!=', 'not in', 'has no']

export const negates = ({ op }: Clause): boolean => NEGATED.includes(op)

/** A clause that says how much: with a bound and a whole number. */
export function boundOf({ op, values }: Clause): { bound: (typeof BOUNDS)[keyof typeof BOUNDS]; n: number } | null {
  const [value = ''] = values
  if (!(op in BOUNDS) || !/^\d{1,15}$/.test(value)) return null
  return { bound: BOUNDS[op as keyof typeof BOUNDS], n: Number(value) }
}
