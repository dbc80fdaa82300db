/** Escalation policies and working hours as the screen changes them: the whole of it goes back, as it is to be. */

import type { Escalation, Hours, Routing } from '../api/shapes'

export type Step = Escalation['steps'][number]
export type Shift = Hours['shifts'][number]
export type Day = Shift['day']
type Pair = Routing['apart'][number]
export type Wanted = { revision: number; policies: Escalation[]; hours: Hours[]; apart: Pair[] }

export const DAYS: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
export const wantedOf = ({ revision, policies, hours, apart }: Routing): Wanted => ({
  revision,
  policies,
  hours,
  apart,
})

/** As the API takes it: people by their ids. */
export function bodyOf({ revision, policies, hours, apart }: Wanted, note: string) {
  const steps = (one: Escalation) => one.steps.map((step) => ({ ...step, people: step.people.map(({ id }) => id) }))
  return {
    revision,
    note,
    policies: policies.map((one) => ({ ...one, steps: steps(one) })),
    hours,
    apart: apart.map((pair) => pair.map(({ id }) => id)),
  }
}

/** The list with one entry put in place; at the end where it has none. */
export const placed = <T>(list: T[], at: number | null, one: T): T[] =>
  at === null ? [...list, one] : list.map((old, index) => (index === at ? one : old))

export const without = <T>(list: T[], at: number): T[] => list.filter((_, index) => index !== at)

/** What a new step asks for: everybody who can, unless that is what the one before does. */
export const nextStep = (steps: Step[]): Step => ({
  to: steps.length === 0 ? 'own_team' : 'everyone',
  seconds: 45,
  ask: steps.length === 0 ? 'one' : 'all',
  tier: null,
  people: [],
})

/** Whether a step says all that its kind needs. */
export const isWhole = ({ to, tier, people, seconds }: Step): boolean =>
  seconds >= 5 && (to !== 'tier' || tier !== null) && (to !== 'people' || people.length > 0)

export type HoursForm = { team: string | null; zone: string; days: Day[]; start: string; until: string }

/** The shifts as one span on several days, as most teams work; null where they are more than that. */
export function formOf({ team, zone, shifts }: Hours): HoursForm | null {
  const [first] = shifts
  const days = DAYS.filter((day) => shifts.some((shift) => shift.day === day))
  const alike = shifts.every(({ start, until }) => start === first?.start && until === first.until)
  if (!first || !alike || days.length !== shifts.length) return null
  return { team, zone, days, start: first.start, until: first.until }
}

export const hoursOf = ({ team, zone, days, start, until }: HoursForm): Hours => ({
  team,
  zone,
  shifts: DAYS.filter((day) => days.includes(day)).map((day) => ({ day, start, until })),
})

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
export const areHours = ({ days, start, until, zone }: HoursForm): boolean =>
  days.length > 0 && zone !== '' && CLOCK.test(start) && (CLOCK.test(until) || until === '24:00') && start < until

/** Days in a row as "Mon–Fri", others named. */
export function spokenDays(days: Day[], name: (day: Day) => string): string {
  const runs: Day[][] = []
  for (const day of DAYS.filter((one) => days.includes(one))) {
    const last = runs.at(-1)
    const before = last?.at(-1)
    if (last && before && DAYS.indexOf(before) + 1 === DAYS.indexOf(day)) last.push(day)
    else runs.push([day])
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0] as Day, run.at(-1) as Day]
      return run.length > 2 ? `${name(first)}–${name(last)}` : run.map(name).join(', ')
    })
    .join(', ')
}
