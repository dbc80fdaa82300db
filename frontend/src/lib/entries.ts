/** What people type or paste into a cell, and what it changes in the draft. */
import { type DraftChange, type Marked, setOf, withChange, without } from './draft'
import type { Cell } from './grid'
import type { Rule } from './matrix'
import { readMoney, typed } from './money'

/** An amount in minor units; null is no limit; 'none' takes the tier's own rule away. */
export type Value = number | null | 'none'
export type EntryError = 'not-a-number' | 'too-fine' | 'too-big' | 'zero' | 'no-room'
export type Entry = { value: Value; error: null } | { value: null; error: EntryError }
export type Speech = { locale: string; noLimit: string }

const UNLIMITED = /^(∞|no limit|unlimited|max)$/i
const NOTHING = /^[-–—]?$/

/** Reads what was typed by the currency of the cell; says what is wrong instead of guessing. */
export function readEntry(text: string, currency: string, speech: Speech): Entry {
  const said = text.trim()
  if (NOTHING.test(said)) return { value: 'none', error: null }
  if (UNLIMITED.test(said) || said.toLowerCase() === speech.noLimit.toLowerCase()) return { value: null, error: null }
  const money = readMoney(said, currency, speech.locale)
  if (money.error) return { value: null, error: money.error === 'empty' ? 'not-a-number' : money.error }
  return money.amount === 0 ? { value: null, error: 'zero' } : { value: money.amount, error: null }
}

/** What an editor starts with, and what is copied: plain enough for any spreadsheet. */
export function entryOf(cell: Cell, speech: Speech): string {
  const [rule] = cell.own
  if (!rule) return ''
  return rule.amount === null ? speech.noLimit : typed(rule.amount, rule.currency, speech.locale)
}

/** The condition of a rule that is new in a cell: that of what it takes the place of, else the basis of the row. */
const conditionFor = ({ line, inherited }: Cell): string =>
  inherited?.when ?? (line.row.basis ? `basis = ${line.row.basis}` : '')

/** The changes of a draft with this value in this cell; a rule that the draft removes counts as none. */
export function withValue(
  changes: readonly DraftChange[],
  cell: Cell<Marked>,
  value: Value,
  live: readonly Rule[],
): DraftChange[] {
  const rule = cell.own.find(({ status }) => status !== 'removed') ?? cell.own[0]
  if (value === 'none') return rule && rule.status !== 'removed' ? without(changes, rule) : [...changes]
  if (rule) return withChange(changes, setOf(rule, { amount: value }), live)
  const { remedy, currency, brand } = cell.line.row
  const set = {
    change: 'set_limit',
    subject: `tier:${cell.tier}`,
    remedy,
    currency,
    brand,
    mode: cell.line.mode,
    amount: value,
    kind: 'grant',
    when: conditionFor(cell),
    guideline: cell.inherited?.guideline ?? '',
  } as const
  return withChange(changes, set, live)
}
