/** Money is an integer of minor units with an ISO 4217 code; this writes it and reads what people type. */

export const MAX_AMOUNT = 1_000_000_000_000

const DECIMALS: Record<string, number> = { CLF: 4, UYW: 4 }
for (const code of 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')) DECIMALS[code] = 0
for (const code of 'BHD IQD JOD KWD LYD OMR TND'.split(' ')) DECIMALS[code] = 3

/** How many decimals the currency has: USD 2, JPY 0, KWD 3. */
export const decimals = (currency: string): number => DECIMALS[currency] ?? 2

/** 123450 USD → "1,234.50", without the code, in the writing of the locale. */
export function figure(amount: number, currency: string, locale?: string): string {
  const places = decimals(currency)
  const exact = { minimumFractionDigits: places, maximumFractionDigits: places }
  return new Intl.NumberFormat(locale, exact).format(amount / 10 ** places)
}

/** 7500 USD → "USD 75.00": the way people on the floor read it aloud. */
export const spoken = (amount: number, currency: string, locale?: string): string =>
  `${currency} ${figure(amount, currency, locale)}`

/** What an input shows for an amount: plain, no grouping, the locale's decimal mark. */
export function typed(amount: number, currency: string, locale?: string): string {
  const places = decimals(currency)
  const options = { minimumFractionDigits: places, maximumFractionDigits: places, useGrouping: false }
  return new Intl.NumberFormat(locale, options).format(amount / 10 ** places)
}

export type Typed =
  | { amount: number; error: null }
  | { amount: null; error: 'empty' | 'not-a-number' | 'too-fine' | 'too-big' }

const no = (error: 'empty' | 'not-a-number' | 'too-fine' | 'too-big'): Typed => ({ amount: null, error })

function mark(locale?: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value ?? '.'
}

/** Where the decimals begin: the locale's mark, or the other one where it can only be a mark ("12,5", "1,234.50"). */
function decimalMark(text: string, locale?: string): string {
  const own = mark(locale)
  const other = own === '.' ? ',' : '.'
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  if (text.includes(own) && text.includes(other)) return text[last] ?? own
  const lone = text.split(other).length === 2 && !text.includes(own)
  return lone && text.length - last - 1 !== 3 ? other : own
}

/** Reads "90", "1,234.50", "USD 90" or "1.234,50" into minor units; says what is wrong instead of guessing. */
export function readMoney(input: string, currency: string, locale?: string): Typed {
  const text = input.replace(/[\s']/g, '').replace(new RegExp(`^(${currency}|[$€£¥])|(${currency}|[$€£¥])$`, 'gi'), '')
  if (!text) return no('empty')
  const point = decimalMark(text, locale)
  const [whole = '', fraction = '', ...rest] = text.split(point)
  const plain = whole.replace(/[.,]/g, '')
  if (rest.length > 0 || !/^\d*$/.test(plain) || !/^\d*$/.test(fraction) || plain + fraction === '')
    return no('not-a-number')
  const places = decimals(currency)
  const kept = fraction.replace(/0+$/, '')
  if (kept.length > places) return no('too-fine')
  const amount = Number(plain + kept.padEnd(places, '0'))
  return amount > MAX_AMOUNT ? no('too-big') : { amount, error: null }
}
