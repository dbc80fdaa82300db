import type { Outline } from '../../api/shapes'
import type { Scope } from '../../lib/matrix'

export const scopeName = ({ brand, currency }: Scope): string => `${brand} ${currency}`

/** The brand and currency that the address names; else the one with the most limits. */
export function scopeIn(outline: Outline, name: string | undefined): Scope | undefined {
  const [brand, currency] = (name ?? '').split(' ')
  if (brand && currency && /^[A-Z]{3}$/.test(currency)) return { brand, currency }
  const [most] = [...outline.scopes].sort((a, b) => b.limits - a.limits)
  return most && { brand: most.brand, currency: most.currency }
}
