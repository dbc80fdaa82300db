import { expect, test } from 'vitest'
import type { Routing } from '../api/shapes'
import { areHours, bodyOf, formOf, hoursOf, isWhole, nextStep, placed, spokenDays, wantedOf, without } from './routing'

const mia = { id: 'usr_1', name: 'Mia' }
const step = { to: 'people' as const, seconds: 45, ask: 'one' as const, tier: null, people: [mia] }
const routing = {
  revision: 3,
  policies: [{ team: 'north', brand: null, steps: [step], at_end: 'hold', reason: null, expires_after_s: 3600 }],
  hours: [],
  apart: [[mia, { id: 'usr_2', name: 'Tom' }]],
  usual: {},
  lints: [],
} as unknown as Routing

test('people go back by their ids, the rest as it was', () => {
  const body = bodyOf(wantedOf(routing), 'why')
  expect(body).toMatchObject({ revision: 3, note: 'why', apart: [['usr_1', 'usr_2']] })
  expect(body.policies[0]).toMatchObject({ team: 'north', steps: [{ to: 'people', people: ['usr_1'] }] })
})

test('putting and taking away', () => {
  expect(placed([1, 2], 0, 9)).toEqual([9, 2])
  expect(placed([1, 2], null, 9)).toEqual([1, 2, 9])
  expect(without([1, 2, 3], 1)).toEqual([1, 3])
})

test('a step is whole when it says whom it means', () => {
  expect(isWhole(nextStep([]))).toBe(true)
  expect(nextStep([step])).toMatchObject({ to: 'everyone', ask: 'all' })
  expect(isWhole({ ...step, people: [] })).toBe(false)
  expect(isWhole({ ...step, to: 'tier' })).toBe(false)
  expect(isWhole({ ...step, seconds: 4 })).toBe(false)
})

test('one span on several days is a form, and back', () => {
  const form = { team: 'north', zone: 'UTC', days: ['mon', 'wed'] as const, start: '08:00', until: '16:30' }
  const hours = hoursOf({ ...form, days: [...form.days] })
  expect(hours.shifts).toHaveLength(2)
  expect(formOf(hours)).toEqual(form)
  expect(formOf({ ...hours, shifts: [...hours.shifts, { day: 'mon', start: '18:00', until: '20:00' }] })).toBeNull()
  expect(formOf({ ...hours, shifts: [] })).toBeNull()
})

test('hours end after they begin, on some day', () => {
  const form = { team: null, zone: 'UTC', days: ['mon' as const], start: '08:00', until: '24:00' }
  expect(areHours(form)).toBe(true)
  expect(areHours({ ...form, until: '07:00' })).toBe(false)
  expect(areHours({ ...form, days: [] })).toBe(false)
  expect(areHours({ ...form, start: '8' })).toBe(false)
})

test('days in a row are said as one', () => {
  const name = (day: string) => day
  expect(spokenDays(['mon', 'tue', 'wed', 'thu', 'fri'], name)).toBe('mon–fri')
  expect(spokenDays(['sun', 'mon', 'tue', 'thu'], name)).toBe('mon, tue, thu, sun')
})
