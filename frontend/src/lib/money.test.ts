import { describe, expect, it } from 'vitest'
import { readMoney, spoken, typed } from './money'

describe('reading what people type', () => {
  it.each([
    ['90', 'USD', 'en', 9000],
    ['90.5', 'USD', 'en', 9050],
    ['1,234.50', 'USD', 'en', 123450],
    ['1.234,50', 'EUR', 'de', 123450],
    ['1.234', 'EUR', 'de', 123400],
    ['1,234', 'USD', 'en', 123400],
    ['12,5', 'USD', 'en', 1250],
    ['USD 75.00', 'USD', 'en', 7500],
    ['$75', 'USD', 'en', 7500],
    ["1'000.00", 'USD', 'en', 100000],
    ['500', 'JPY', 'en', 500],
    ['1.234', 'KWD', 'en', 1234],
    ['12.50', 'JPY', 'en', null],
    ['.5', 'USD', 'en', 50],
    ['0.1', 'USD', 'en', 10],
    ['19.99', 'USD', 'en', 1999],
  ] as const)('%s %s (%s) is %s', (text, currency, locale, amount) => {
    expect(readMoney(text, currency, locale).amount).toBe(amount)
  })

  it('names what is wrong', () => {
    expect(readMoney('', 'USD', 'en').error).toBe('empty')
    expect(readMoney('ninety', 'USD', 'en').error).toBe('not-a-number')
    expect(readMoney('-5', 'USD', 'en').error).toBe('not-a-number')
    expect(readMoney('1.2.3', 'USD', 'en').error).toBe('not-a-number')
    expect(readMoney('1e5', 'USD', 'en').error).toBe('not-a-number')
    expect(readMoney('12.345', 'USD', 'en').error).toBe('too-fine')
    expect(readMoney('10.5', 'JPY', 'en').error).toBe('too-fine')
    expect(readMoney('99999999999999', 'USD', 'en').error).toBe('too-big')
  })

  it('reads back what it writes, in every currency form and language', () => {
    for (const currency of ['USD', 'JPY', 'KWD', 'CLF'])
      for (const locale of ['en', 'de'])
        for (const amount of [1, 10, 999, 1000, 123456, 100000000])
          expect(readMoney(typed(amount, currency, locale), currency, locale).amount).toBe(amount)
  })
})

it('writes amounts the way the floor reads them aloud', () => {
  expect(spoken(7500, 'USD', 'en')).toBe('USD 75.00')
  expect(spoken(123450, 'EUR', 'de')).toBe('EUR 1.234,50')
  expect(spoken(500, 'JPY', 'en')).toBe('JPY 500')
  expect(spoken(1234, 'KWD', 'en')).toBe('KWD 1.234')
})
