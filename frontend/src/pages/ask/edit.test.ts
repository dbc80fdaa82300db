import { expect, it } from 'vitest'
import { requestLike } from '../../test-kit'
import { changesOf } from './edit'

const request = requestLike({ note: 'It arrived in pieces.' })
const same = { amount: '90.00', remedy: 'refund', reason: 'DAMAGED_DEFECTIVE', note: 'It arrived in pieces.' }

it('sends only what differs', () => {
  expect(changesOf(request, same, 'en')).toBeNull()
  expect(changesOf(request, { ...same, amount: '45' }, 'en')).toEqual({ amount: 4500 })
  expect(changesOf(request, { ...same, amount: '45,50', reason: 'OTHER' }, 'de')).toEqual({
    amount: 4550,
    reason: 'OTHER',
  })
  expect(changesOf(request, { ...same, note: ' ', remedy: 'discount' }, 'en')).toEqual({ note: '', remedy: 'discount' })
})

it('sends nothing while the amount is none', () => {
  for (const amount of ['', '0', 'much', '1.234'])
    expect([amount, changesOf(request, { ...same, amount, note: 'x' }, 'en')]).toEqual([amount, null])
})
