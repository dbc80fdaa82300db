/** Conditions of a rule in the few words that fit into a cell. */

export type Said = { key: 'share' | 'age' | 'reason' | 'channel' | 'raw'; value: string }

const FORMS: [RegExp, Said['key']][] = [
  [/^order_share_percent\s*<=\s*(\d+)$/, 'share'],
  [/^order_age_days\s*<=\s*(\d+)$/, 'age'],
  [/^reason\s*(?:=|in)\s*(.+)$/, 'reason'],
  [/^channel\s*(?:=|in)\s*(.+)$/, 'channel'],
]

export function sayCondition(clause: string): Said {
  for (const [form, key] of FORMS) {
    const value = form.exec(clause)?.[1]
    if (value)
      return { key, value: key === 'reason' || key === 'channel' ? value.replaceAll('|', ', ').toLowerCase() : value }
  }
  return { key: 'raw', value: clause }
}
