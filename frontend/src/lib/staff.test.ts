import { describe, expect, it } from 'vitest'
import {
  changesOf,
  isBrand,
  isFiltered,
  moved,
  raises,
  staffQuery,
  staffSearch,
  toneOfStanding,
  type Wish,
} from './staff'

const ANA: Wish = {
  name: 'Ana',
  email: 'ana@acme.example',
  roles: ['agent'],
  tier: 'agent',
  brand_tiers: {},
  team: 'north',
}
const LADDER = ['trainee', 'agent', 'senior'].map((name) => ({ name }))

describe('the address', () => {
  it('keeps filters and drops what is none', () => {
    const said = { q: 'ana', role: 'boss', show: 'lapsed', team: 7, tab: 'elsewhere', other: 'x' }
    expect(staffSearch(said)).toEqual({ q: 'ana', team: '7', show: 'lapsed' })
    expect(staffSearch({ show: 'active', role: 'ops', tab: 'belonging' })).toEqual({ role: 'ops', tab: 'belonging' })
  })

  it('asks for active people, unless somebody wants others', () => {
    expect(staffQuery({ q: 'a', open: 'usr_1' })).toEqual({ q: 'a', active: true })
    expect(staffQuery({ show: 'off', tier: 'lead' })).toEqual({ tier: 'lead', active: false })
    expect(staffQuery({ show: 'all' })).toEqual({})
    expect(staffQuery({ certificate: 'GW-1' })).toEqual({ certificate: 'GW-1', standing: 'held', active: true })
    expect(staffQuery({ certificate: 'GW-1', show: 'lapsed' })).toEqual({
      certificate: 'GW-1',
      standing: 'lapsed',
      active: true,
    })
  })

  it('knows whether anything is narrowed', () => {
    expect(isFiltered({ open: 'usr_1', tab: 'belonging' })).toBe(false)
    expect(isFiltered({ show: 'off' })).toBe(true)
  })
})

describe('a change', () => {
  it('says only what differs', () => {
    expect(changesOf(ANA, { ...ANA })).toEqual({})
    expect(changesOf({ ...ANA, roles: ['agent', 'coach'] }, { ...ANA, roles: ['coach', 'agent'] })).toEqual({})
    expect(changesOf(ANA, { ...ANA, tier: null, name: 'Anna' })).toEqual({ tier: null, name: 'Anna' })
  })

  it('knows another tier at a brand', () => {
    const apart = { ...ANA, brand_tiers: { b1: 'senior' } }
    expect(changesOf(ANA, apart)).toEqual({ brand_tiers: { b1: 'senior' } })
    expect(changesOf(apart, { ...apart, brand_tiers: { b1: 'senior' } })).toEqual({})
    expect(raises(ANA, apart, LADDER)).toBe(true)
    expect(raises(ANA, { ...ANA, brand_tiers: { b1: 'trainee' } }, LADDER)).toBe(false)
    // Taken away, a lower tier there gives way to the usual one.
    expect(raises({ ...ANA, brand_tiers: { b1: 'trainee' } }, ANA, LADDER)).toBe(true)
    expect([isBrand('b1'), isBrand('B 1'), isBrand('')]).toEqual([true, false, false])
  })

  it('gives more with a higher rung or another role', () => {
    expect(raises(ANA, { ...ANA, tier: 'senior' }, LADDER)).toBe(true)
    expect(raises({ ...ANA, tier: null }, { ...ANA, tier: 'trainee' }, LADDER)).toBe(true)
    expect(raises(ANA, { ...ANA, roles: ['agent', 'ops'] }, LADDER)).toBe(true)
    expect(raises({ ...ANA, roles: [] }, ANA, LADDER)).toBe(false)
    expect(raises(ANA, { ...ANA, tier: 'trainee', team: null }, LADDER)).toBe(false)
  })
})

it('moves within the list only', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b'], 0, -1)).toBeNull()
  expect(moved(['a', 'b'], 1, 1)).toBeNull()
})

it('says by colour how a certificate stands', () => {
  expect((['valid', 'expiring', 'lapsed'] as const).map(toneOfStanding)).toEqual(['ok', 'wait', 'no'])
})
