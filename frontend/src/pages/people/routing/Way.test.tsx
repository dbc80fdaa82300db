import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import '../../../i18n'
import type { Simulated } from '../../../api/shapes'
import { DECISION, show } from '../../../test-kit'
import { Way } from './Way'

const mia = { id: 'usr_1', name: 'Mia Chen' }
const step = { seconds: 45, ask: 'one' as const, tier: null, people: [] }
const found = (changed: Partial<Simulated> = {}): Simulated =>
  ({
    decision: DECISION,
    team: 'north',
    brand: null,
    stops: [
      { ...step, to: 'own_team', after_s: null, asked: [], able: 2, there: 0 },
      { ...step, to: 'people', people: [mia], after_s: null, asked: [], able: 0, there: 0 },
      { ...step, to: 'everyone', after_s: 0, asked: [mia], able: 9, there: 1 },
    ],
    at_end: 'hold',
    at_end_asked: [mia],
    reason: null,
    back_at: null,
    ...changed,
  }) as Simulated

test('whom it asks after how long, and why others are skipped', () => {
  show(<Way found={found()} />)
  expect(screen.getByText('Skipped: none of 2 who could is there')).toBeVisible()
  expect(screen.getByText('Skipped: nobody of them may approve it')).toBeVisible()
  expect(screen.getByText('Everybody who can · 1 of 9 who can are there')).toBeVisible()
  expect(screen.getByText('The customer is called back')).toBeVisible()
  expect(screen.getByText('0:45')).toBeVisible()
})

test('with nobody there it says so, and when somebody is', () => {
  const nobody = found().stops.map((stop) => ({ ...stop, after_s: null, asked: [] }))
  show(<Way found={found({ stops: nobody, at_end_asked: [], back_at: '2026-03-04T06:00:00Z' })} />)
  expect(screen.getByText('Nobody who can approve is there')).toBeVisible()
  expect(screen.getByText(/Somebody usually is there from/)).toBeVisible()
})

test('within the limit nobody has to be asked', () => {
  show(<Way found={found({ decision: { ...DECISION, outcome: 'allow', sentence: 'Within your limit.' } })} />)
  expect(screen.getByText('Nobody has to be asked')).toBeVisible()
})
