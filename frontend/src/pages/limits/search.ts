const TABS = ['versions', 'tests', 'catalogue'] as const

/** Which part of the limits is open: the matrix, a draft over it, the tests, the versions, what can be given. */
export type LimitsSearch = { tab?: (typeof TABS)[number]; draft?: string; version?: number; scope?: string }

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)

export function limitsSearch(search: Record<string, unknown>): LimitsSearch {
  const version = Number(search.version)
  return {
    tab: TABS.find((one) => one === search.tab),
    draft: text(search.draft),
    version: Number.isInteger(version) && version > 0 ? version : undefined,
    scope: text(search.scope),
  }
}
