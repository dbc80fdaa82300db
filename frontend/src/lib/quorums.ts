/** Above what more than one has to approve, as a draft would have it. */
import type { DraftChange } from './draft'
import { readMoney, type Typed, typed } from './money'

export type Quorum = { tier: string; currency: string; above: number; approvers: number }

export const LEAST = 2
export const MOST = 5

const isSet = (change: DraftChange) => change.change === 'set_quorums'

/** The quorums in force, or those of the draft. */
export function quorumsWith(live: readonly Quorum[], changes: readonly DraftChange[]): Quorum[] {
  const said = changes.findLast(isSet) as { quorums?: Quorum[] } | undefined
  return (said?.quorums ?? live).map(({ tier, currency, above, approvers }) => ({ tier, currency, above, approvers }))
}

export const quorumName = (one: Quorum): string => [one.tier, one.currency, one.above, one.approvers].join(' ')
const isSame = (one: Quorum, other: Quorum) => quorumName(one) === quorumName(other)
const clashes = (one: Quorum, other: Quorum) =>
  one.tier === other.tier && one.currency === other.currency && one.above === other.above

export type MarkedQuorum = Quorum & { status: 'same' | 'added' | 'removed' }

/** What asks for more than one then, and what does not any more. */
export function marked(live: readonly Quorum[], changes: readonly DraftChange[]): MarkedQuorum[] {
  const before = quorumsWith(live, [])
  const after = quorumsWith(live, changes)
  const among = (one: Quorum, quorums: Quorum[]) => quorums.some((other) => isSame(one, other))
  return [
    ...after.map((one) => ({ ...one, status: among(one, before) ? ('same' as const) : ('added' as const) })),
    ...before.filter((one) => !among(one, after)).map((one) => ({ ...one, status: 'removed' as const })),
  ]
}

/** The quorums with one in the place of another, or put beside them; null takes it away. One amount has one number. */
export function withQuorum(quorums: readonly Quorum[], was: Quorum | null, next: Quorum | null): Quorum[] {
  const stays = (one: Quorum) => !(next && clashes(one, next))
  const at = was ? quorums.findIndex((one) => isSame(one, was)) : -1
  const before = quorums.slice(0, at < 0 ? quorums.length : at).filter(stays)
  const after = at < 0 ? [] : quorums.slice(at + 1).filter(stays)
  return [...before, ...(next ? [next] : []), ...after]
}

/** The changes with these quorums; none where they are what is in force anyway, in whichever order. */
export function quorumsSet(live: readonly Quorum[], changes: readonly DraftChange[], next: Quorum[]): DraftChange[] {
  const others = changes.filter((change) => !isSet(change))
  const names = (quorums: readonly Quorum[]) => quorums.map(quorumName).sort().join()
  return names(live) === names(next) ? others : [...others, { change: 'set_quorums', quorums: next }]
}

/** A quorum as a form: what was typed, until it can be read. */
export type QuorumForm = Omit<Quorum, 'above' | 'approvers'> & { text: string; approvers: number | null }

export const quorumFormOf = (one: Quorum, locale: string): QuorumForm => ({
  ...{ tier: one.tier, currency: one.currency, approvers: one.approvers },
  text: typed(one.above, one.currency, locale),
})

export function readQuorum(
  form: QuorumForm,
  locale: string,
): { quorum: Quorum; error: null } | { quorum: null; error: NonNullable<Typed['error']> | 'approvers' } {
  const money = readMoney(form.text, form.currency, locale)
  if (money.error) return { quorum: null, error: money.error }
  const { tier, currency, approvers } = form
  if (approvers === null || approvers < LEAST || approvers > MOST) return { quorum: null, error: 'approvers' }
  return { quorum: { tier, currency, above: money.amount, approvers }, error: null }
}
