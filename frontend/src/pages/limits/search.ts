/** Which part of the limits is open: the matrix, a draft over it, the tests, or the versions. */
export type LimitsSearch = { tab?: 'versions' | 'tests'; draft?: string; version?: number; scope?: string }

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

export function limitsSearch(search: Record<string, unknown>): LimitsSearch {
  const version = Number(search.version)
  return {
    tab: search.tab === 'versions' || search.tab === 'tests' ? search.tab : undefined,
    draft: text(search.draft),
    version: Number.isInteger(version) && version > 0 ? version : undefined,
    scope: text(search.scope),
  }
}
