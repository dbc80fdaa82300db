import { act, fireEvent, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Marked } from '../../../lib/draft'
import { gridOf } from '../../../lib/grid'
import { rowsOf } from '../../../lib/matrix'
import { show } from '../../../test-kit'
import { LimitGrid } from './LimitGrid'
import { type Put, useSheet } from './useSheet'

const scope = { currency: 'USD', brand: 'acme' }
const tiers = ['agent', 'senior'].map((name) => ({ name, title: name, people: 0, version: 1 }))
const rule = (n: number, basis: string): Marked => ({
  ...{ rule: `L-${n}`, subject: `tier:${n % 2 ? 'senior' : 'agent'}`, remedy: 'refund', ...scope, mode: 'auto' },
  ...{ kind: 'grant', amount: n + 1, when: `basis = ${basis}`, guideline: '', status: 'same', before: n + 1 },
})

function Grid({ rules, onPut }: { rules: Marked[]; onPut?: (values: Put[]) => void }) {
  const names = tiers.map(({ name }) => name)
  const grid = gridOf(rules, rowsOf(rules, scope, ['refund']), scope, names)
  const speech = { locale: 'en', noLimit: 'no limit' }
  const sheet = useSheet({ grid, currency: 'USD', speech, onPut, onOpen: () => {}, undo: undefined, redo: undefined })
  return <LimitGrid grid={grid} tiers={tiers} currency="USD" sheet={sheet} readOnly={!onPut} label="Limits" />
}

const cell = (at: number) => screen.getAllByRole('gridcell')[at] as HTMLElement
const press = (key: string, held = {}) => act(() => void fireEvent.keyDown(screen.getByRole('grid'), { key, ...held }))

describe('a policy of very many rules', () => {
  const many = Array.from({ length: 100_000 }, (_, n) => rule(n, `b${Math.floor(n / 2)}`))

  it('is a grid of all its lines, of which only few are drawn', () => {
    const { container } = show(<Grid rules={many} />)
    expect(container.querySelector('table')).toHaveAttribute('aria-rowcount', '100001')
    expect(container.querySelectorAll('tr').length).toBeLessThan(100)
  }, 30_000)
})

describe('the grid', () => {
  const rules = [rule(0, 'entitlement'), rule(1, 'entitlement'), rule(2, 'goodwill')]

  it('has one place for the Tab key, says what is selected, and counts lines and columns for those who hear it', () => {
    show(<Grid rules={rules} onPut={vi.fn()} />)
    const stops = screen.getAllByRole('gridcell').filter(({ tabIndex }) => tabIndex === 0)
    expect(stops).toHaveLength(1)
    press('ArrowRight', { shiftKey: true })
    expect(screen.getAllByRole('gridcell', { selected: true })).toHaveLength(2)
    expect(screen.getByRole('grid')).toHaveAttribute('aria-colcount', '3')
    expect(screen.getByRole('row', { name: /^Refund Owed ?alone/ })).toHaveAttribute('aria-rowindex', '2')
  })

  it('takes what is typed, and leaves it with Escape', () => {
    const put = vi.fn()
    show(<Grid rules={rules} onPut={put} />)
    press('9')
    const field = screen.getByRole('textbox')
    fireEvent.change(field, { target: { value: '90' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    expect(put).toHaveBeenCalledWith([{ spot: { line: 0, tier: 0 }, value: 9000 }])
    press('8')
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' })
    expect(put).toHaveBeenCalledTimes(1)
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('fills down what stands in the first line of the selection', () => {
    const put = vi.fn()
    show(<Grid rules={rules} onPut={put} />)
    press('ArrowDown', { shiftKey: true })
    press('ArrowDown', { shiftKey: true })
    press('d', { ctrlKey: true })
    expect(put).toHaveBeenCalledWith([
      { spot: { line: 1, tier: 0 }, value: 1 },
      { spot: { line: 2, tier: 0 }, value: 1 },
    ])
  })

  it('is read only where nothing can be put into it', () => {
    show(<Grid rules={rules} />)
    press('9')
    press('Delete')
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(screen.getByRole('grid')).toHaveAttribute('aria-readonly', 'true')
    expect(cell(0)).toHaveTextContent('0.01')
  })
})
