/** What a lint advises, where one change of the draft does it. */
import { type DraftChange, keyOf, type Marked, setOf, withChange, without } from './draft'
import type { Rule } from './matrix'

export type Mend = { verb: 'remove'; rule: Marked; amount: null } | { verb: 'lower'; rule: Marked; amount: number }
type Said = { kind: string; rules: readonly string[] }

const REMOVED = new Set([
  ...['shadowed', 'idle-cap', 'never', 'ladder', 'invalid-rule'],
  ...['empty-subject', 'unknown-subject', 'inactive-person'],
])

/** Behind a cap, a grant is lowered to it; what never counts is taken away: nobody gains by it. */
export function mendOf(finding: Said, rules: ReadonlyMap<string, Marked>): Mend | null {
  const [first, ...others] = finding.rules.map((id) => rules.get(id))
  if (!first || first.status === 'removed') return null
  if (finding.kind === 'capped-grant') {
    const caps = others.flatMap((cap) => (cap?.kind === 'cap' && cap.amount !== null ? [cap.amount] : []))
    const lowest = Math.min(...caps)
    return Number.isFinite(lowest) && lowest > 0 ? { verb: 'lower', rule: first, amount: lowest } : null
  }
  // A cap that turns the ladder upside down holds somebody back: taking it away would raise authority.
  const works = finding.kind === 'ladder' && first.kind === 'cap'
  return REMOVED.has(finding.kind) && !works ? { verb: 'remove', rule: first, amount: null } : null
}

export const mended = (changes: readonly DraftChange[], mend: Mend, live: readonly Rule[]): DraftChange[] =>
  mend.verb === 'remove'
    ? without(changes, mend.rule)
    : withChange(changes, setOf(mend.rule, { amount: mend.amount }), live)

/** The rules of a draft by the ids that the server gives them; what the draft adds has none of its own yet. */
export function byId(marked: readonly Marked[], added: readonly Rule[]): Map<string, Marked> {
  const known = new Map(marked.filter(({ rule }) => rule).map((rule) => [rule.rule, rule]))
  const keys = new Map(marked.map((rule) => [keyOf(rule), rule]))
  for (const rule of added)
    known.set(rule.rule, keys.get(keyOf(rule)) ?? { ...rule, status: 'same', before: rule.amount })
  return known
}
