import { describe, expect, it } from 'vitest'
import type { Catalogue } from '../api/shapes'
import { codeOf, wantedOf, withBrand, withReason, withRemedy } from './catalogue'

const LATE = { code: 'LATE_DELIVERY', title: 'Late delivery', basis: 'entitlement' as const, note_required: false }
const ACME = { name: 'acme', title: 'Acme', time_zone: 'UTC', currencies: ['USD'] }
const KEPT: Catalogue = {
  ...{ revision: 3, note: null, saved_at: null, saved_by: null, brands: [ACME] },
  reasons: [{ ...LATE, retired: false, own: false }],
  remedies: [
    { remedy: 'refund', title: 'Refund', needs_order: true, retired: false },
    { remedy: 'discount', title: 'Discount', needs_order: true, retired: true },
  ],
}
const WANTED = wantedOf(KEPT)

describe('what can be given', () => {
  it('is sent as it is kept', () => {
    expect(WANTED).toEqual({ reasons: [{ ...LATE, retired: false }], retired: ['discount'], brands: [ACME] })
  })

  it('has a reason changed in its place, or a new one at the end', () => {
    const noted = { ...LATE, note_required: true, retired: false }
    expect(withReason(WANTED, noted).reasons).toEqual([noted])
    const strike = { ...noted, code: 'CARRIER_STRIKE' }
    expect(withReason(WANTED, strike).reasons.map(({ code }) => code)).toEqual(['LATE_DELIVERY', 'CARRIER_STRIKE'])
  })

  it('retires a remedy and takes it back', () => {
    expect(withRemedy(WANTED, 'refund', true).retired).toEqual(['discount', 'refund'])
    expect(withRemedy(WANTED, 'discount', true).retired).toEqual(['discount'])
    expect(withRemedy(WANTED, 'discount', false).retired).toEqual([])
  })

  it('has a brand changed, added, or let go', () => {
    const tokyo = { ...ACME, name: 'tokyo' }
    expect(withBrand(WANTED, ACME, { ...ACME, time_zone: 'Asia/Tokyo' }).brands[0]?.time_zone).toBe('Asia/Tokyo')
    expect(withBrand(WANTED, null, tokyo).brands).toEqual([ACME, tokyo])
    expect(withBrand(WANTED, ACME, null).brands).toEqual([])
  })

  it('makes a code of a name', () => {
    expect(codeOf('Carrier on strike')).toBe('CARRIER_ON_STRIKE')
    expect(codeOf(' 2nd parcel – verspätet! ')).toBe('ND_PARCEL_VERSPATET')
  })
})
