import { screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import '../i18n'
import type { Request } from '../api/shapes'
import { show } from '../test-kit'
import { MyTurn, Turn } from './Turn'

type Approval = NonNullable<Request['approval']>
const NOW = new Date('2026-03-03T14:00:00Z')
const people = (...names: string[]) => names.map((name) => ({ id: `usr_${name}`, name }))

const approval = (changed: Partial<Approval> = {}) =>
  ({
    step: 1,
    offered_to: people('Mia'),
    offered_at: '2026-03-03T13:59:45Z',
    next_step_at: '2026-03-03T14:00:30Z',
    next_to: 'tier:duty_manager',
    callback: false,
    back_at: null,
    ...changed,
  }) as Approval

beforeEach(() => vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

test('whoever is asked sees that it is theirs, for how long, and who is next', () => {
  show(<Turn approval={approval()} me="usr_Mia" />)
  expect(screen.getByText('It is with you')).toBeVisible()
  expect(screen.getByRole('timer')).toHaveTextContent('0:30')
  expect(screen.getByText('Then Duty manager')).toBeVisible()
})

test('others see with whom it is', () => {
  const { unmount } = show(<Turn approval={approval()} me="usr_Tom" />)
  expect(screen.getByText('With Mia')).toBeVisible()
  unmount()
  show(<Turn approval={approval({ offered_to: people('A', 'B', 'C', 'D', 'E'), next_to: 'hold' })} me="usr_Tom" />)
  expect(screen.getByText('With A, B, or C and 2 more')).toBeVisible()
  expect(screen.getByText('Then the customer is called back')).toBeVisible()
})

test('with nobody there it says when somebody is, and no clock runs', () => {
  const nobody = { offered_to: [], offered_at: null, next_step_at: null, next_to: null }
  show(<Turn approval={approval({ ...nobody, back_at: '2026-03-04T06:00:00Z' })} me="usr_Tom" />)
  expect(screen.getByText('Nobody who can approve is there')).toBeVisible()
  expect(screen.getByText(/Somebody usually is there from/)).toBeVisible()
  expect(screen.queryByRole('timer')).toBeNull()
})

test('once the steps are over, the customer is called back', () => {
  show(<Turn approval={approval({ callback: true, next_step_at: null, next_to: null })} bare />)
  expect(screen.getByText(/call the customer back/)).toBeVisible()
})

test('in a list only what is mine is marked', () => {
  show(<MyTurn approval={approval()} me="usr_Mia" />)
  expect(screen.getByText('Yours')).toHaveTextContent('Yours 0:30')
  show(<MyTurn approval={approval()} me="usr_Tom" />)
  expect(screen.getAllByText('Yours')).toHaveLength(1)
})

test('to call the customer back is for whoever asked, not for those who decide', () => {
  const { unmount } = show(<Turn approval={approval({ callback: true })} bare />)
  expect(screen.getByText(/call the customer back/)).toBeVisible()
  unmount()
  show(<Turn approval={approval({ callback: true })} me="usr_Mia" />)
  expect(screen.queryByText(/call the customer back/)).toBeNull()
  expect(screen.getByText(/the customer is called back/)).toBeVisible()
})
