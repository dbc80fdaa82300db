/** What several requests come to, a sum for each currency. */

type Owed = { amount: number; currency: string }

export function sums(items: readonly Owed[]): Owed[] {
  const found = new Map<string, number>()
  for (const { amount, currency } of items) found.set(currency, (found.get(currency) ?? 0) + amount)
  return [...found].map(([currency, amount]) => ({ currency, amount }))
}
