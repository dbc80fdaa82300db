/** What can be given, why and under which brands: as it is kept, and with one entry otherwise. */
import type { Catalogue, NewCatalogue } from '../api/shapes'

export type ReasonEntry = NewCatalogue['reasons'][number]
export type BrandEntry = NewCatalogue['brands'][number]
export type Wanted = Pick<NewCatalogue, 'reasons' | 'retired' | 'brands'>

/** Everything as it is, in the form in which it is sent. */
export const wantedOf = ({ reasons, remedies, brands }: Catalogue): Wanted => ({
  reasons: reasons.map(({ own: _own, ...reason }) => reason),
  retired: remedies.filter(({ retired }) => retired).map(({ remedy }) => remedy),
  brands,
})

/** With this reason, in the place of the one with the same code or as a new one. */
export function withReason(wanted: Wanted, next: ReasonEntry): Wanted {
  const others = wanted.reasons.map((one) => (one.code === next.code ? next : one))
  return { ...wanted, reasons: others.includes(next) ? others : [...others, next] }
}

export function withRemedy(wanted: Wanted, remedy: Wanted['retired'][number], retired: boolean): Wanted {
  const others = wanted.retired.filter((one) => one !== remedy)
  return { ...wanted, retired: retired ? [...others, remedy] : others }
}

/** With this brand in the place of another, as a new one, or without it. */
export function withBrand(wanted: Wanted, was: BrandEntry | null, next: BrandEntry | null): Wanted {
  const kept = wanted.brands.flatMap((one) => (one.name === was?.name ? (next ? [next] : []) : [one]))
  return { ...wanted, brands: was || !next ? kept : [...kept, next] }
}

/** “Carrier on strike” as a code: CARRIER_ON_STRIKE. */
export const codeOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^[^A-Z]+|_+$/g, '')
    .slice(0, 40)
