import { expect, test } from 'vitest'
import { given } from './given'
import { sums } from './sums'

test('each currency is summed by itself', () => {
  const many = [
    { amount: 100, currency: 'USD' },
    { amount: 5, currency: 'EUR' },
    { amount: 20, currency: 'USD' },
  ]
  expect(sums(many)).toEqual([
    { amount: 120, currency: 'USD' },
    { amount: 5, currency: 'EUR' },
  ])
  expect(sums([])).toEqual([])
})

test('how many have approved, of how many it takes', () => {
  expect(given({ approval: null })).toEqual({ given: 0, needs: 1 })
  expect(given({ approval: { given: [{}], needs: 2 } })).toEqual({ given: 1, needs: 2 })
})
