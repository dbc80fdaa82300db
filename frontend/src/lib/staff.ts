/** People as the screen sorts them out: filters, what a change says, whether it gives more. */

import type { Account, Held, Role, Rung } from '../api/shapes'
import type { Tone } from './states'

export const ROLES: Role[] = ['agent', 'approver', 'ops', 'coach', 'auditor', 'admin']
export const SHOWN = ['active', 'all', 'off', 'proposed', 'expiring', 'lapsed'] as const
export type Shown = (typeof SHOWN)[number]

export type StaffSearch = {
  tab?: 'belonging' | 'certificates' | 'routing' | 'away'
  q?: string
  role?: Role
  team?: string
  tier?: string
  certificate?: string
  show?: Shown
  open?: string
}

const TABS = ['belonging', 'certificates', 'routing', 'away'] as const
const TEXTS = ['q', 'team', 'tier', 'certificate', 'open'] as const

/** The address as filters; what is not one is left out. */
export function staffSearch(search: Record<string, unknown>): StaffSearch {
  const read: StaffSearch = {}
  for (const key of TEXTS) {
    const value = search[key]
    if (typeof value === 'string' && value) read[key] = value
    else if (typeof value === 'number') read[key] = String(value)
  }
  const tab = TABS.find((one) => one === search.tab)
  if (tab) read.tab = tab
  const role = ROLES.find((one) => one === search.role)
  const show = SHOWN.find((one) => one === search.show)
  return { ...read, ...(role ? { role } : {}), ...(show && show !== 'active' ? { show } : {}) }
}

/** What a choice of whom to show means to the API. */
const ASKED = {
  active: { active: true },
  all: {},
  off: { active: false },
  proposed: { proposed: true },
  expiring: { active: true, standing: 'expiring' },
  lapsed: { active: true, standing: 'lapsed' },
} as const

export function staffQuery({ show = 'active', tab: _tab, open: _open, certificate, ...rest }: StaffSearch) {
  const asked = ASKED[show]
  // By a certificate alone, its holders are meant.
  const held = certificate && !('standing' in asked) ? { certificate, standing: 'held' as const } : { certificate }
  return { ...rest, ...(certificate ? held : {}), ...asked }
}

export const isFiltered = ({ q, role, team, tier, certificate, show }: StaffSearch): boolean =>
  [q, role, team, tier, certificate, show].some(Boolean)

/** No filter at all. */
export const UNFILTERED: StaffSearch = Object.fromEntries(
  ['q', 'role', 'team', 'tier', 'certificate', 'show'].map((key) => [key, undefined]),
)

export const toneOfStanding = (standing: Held['standing']): Tone =>
  standing === 'valid' ? 'ok' : standing === 'expiring' ? 'wait' : 'no'

/** What a form says of an account. */
export type Wish = {
  name: string
  email: string
  roles: Role[]
  tier: string | null
  brand_tiers: Record<string, string>
  team: string | null
}

export const wishOf = ({ name, email, roles, tier, brand_tiers, team }: Account): Wish => ({
  name,
  email,
  roles: ROLES.filter((role) => roles.includes(role)),
  tier,
  brand_tiers,
  team,
})

const plain = (one: Wish[keyof Wish]) =>
  one === null || typeof one === 'string' ? one : Object.entries(one).map(String).sort().join()

const same = (one: Wish[keyof Wish], other: Wish[keyof Wish]) =>
  Array.isArray(one) && Array.isArray(other)
    ? [...one].sort().join() === [...other].sort().join()
    : plain(one) === plain(other)

/** Only what differs, so that nobody overwrites what somebody else changed. */
export function changesOf(before: Wish, after: Wish): Partial<Wish> {
  const found: Partial<Wish> = {}
  for (const key of ['name', 'email', 'roles', 'tier', 'brand_tiers', 'team'] as const) {
    if (!same(before[key], after[key])) Object.assign(found, { [key]: after[key] })
  }
  return found
}

/** Whether this can be the name of a brand. */
export const isBrand = (said: string): boolean => /^[a-z0-9][a-z0-9_-]{0,63}$/.test(said)

/** Whether a second person has to accept it: a higher rung, be it at one brand, or another role that gives something. */
export function raises(before: Wish, after: Wish, ladder: Pick<Rung, 'name'>[]): boolean {
  const rung = (tier: string | null) => ladder.findIndex(({ name }) => name === tier)
  const more = after.roles.some((role) => role !== 'agent' && !before.roles.includes(role))
  const at = (wish: Wish, brand: string) => wish.brand_tiers[brand] ?? wish.tier
  const brands = Object.keys({ ...before.brand_tiers, ...after.brand_tiers })
  const higher = brands.some((brand) => rung(at(after, brand)) > rung(at(before, brand)))
  return more || higher || rung(after.tier) > rung(before.tier)
}

/** The list with one entry moved by so many places; nothing where it would fall off. */
export function moved<T>(list: T[], from: number, by: number): T[] | null {
  const to = from + by
  const one = list[from]
  if (one === undefined || to < 0 || to >= list.length) return null
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), one, ...rest.slice(to)]
}
