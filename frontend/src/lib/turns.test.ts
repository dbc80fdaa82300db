import { expect, test } from 'vitest'
import type { Request } from '../api/shapes'
import { isMine, nextOf, turnOf } from './turns'

type Approval = NonNullable<Request['approval']>
const NOW = Date.parse('2026-03-03T14:00:00Z')
const mia = { id: 'usr_1', name: 'Mia Chen' }

const approval = (changed: Partial<Approval> = {}) =>
  ({
    step: 1,
    offered_to: [mia],
    offered_at: '2026-03-03T13:59:50Z',
    next_step_at: '2026-03-03T14:00:30Z',
    next_to: 'tier:duty_manager',
    callback: false,
    back_at: null,
    ...changed,
  }) as Approval

test('with whom it is, how long still, and who is next', () => {
  expect(turnOf(approval(), NOW)).toEqual({
    names: ['Mia Chen'],
    left: 30,
    share: 0.75,
    next: 'tier:duty_manager',
    callback: false,
    backAt: null,
  })
  expect(nextOf('tier:duty_manager')).toEqual({ kind: 'tier', tier: 'duty_manager' })
  expect(nextOf('everyone')).toEqual({ kind: 'everyone', tier: '' })
})

test('a clock that has run out stands at nothing', () => {
  expect(turnOf(approval(), NOW + 60_000)).toMatchObject({ left: 0, share: 0 })
})

test('no clock, no next one', () => {
  const held = turnOf(approval({ next_step_at: null, next_to: null, callback: true }), NOW)
  expect(held).toMatchObject({ left: null, share: null, next: null, callback: true })
})

test('nobody there: when somebody is', () => {
  const nobody = { offered_to: [], offered_at: null, next_step_at: null, back_at: '2026-03-04T06:00:00Z' }
  expect(turnOf(approval(nobody), NOW)).toMatchObject({ names: [], backAt: '2026-03-04T06:00:00Z', share: null })
  expect(turnOf(approval({ back_at: '2026-03-04T06:00:00Z' }), NOW).backAt).toBeNull()
})

test('whether it is with me', () => {
  expect(isMine(approval(), 'usr_1')).toBe(true)
  expect(isMine(approval(), 'usr_2')).toBe(false)
  expect(isMine(null, 'usr_1')).toBe(false)
})
