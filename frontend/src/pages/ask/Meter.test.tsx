import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import type { Check, NewRequest } from '../../api/shapes'
import { DECISION, show } from '../../test-kit'
import { Meter } from './Meter'

const BODY: NewRequest = {
  customer_waiting: true,
  split: false,
  override: false,
  remedy: 'refund',
  amount: 9000,
  currency: 'USD',
  reason: 'LATE_DELIVERY',
  order_id: 'SO-1',
}
const check = (part: Partial<Check> = {}): Check => ({
  decision: DECISION,
  available_approvers: 1,
  available: [{ id: 'usr_2', name: 'Mia Chen' }],
  usual_seconds: 25,
  trace: null,
  ...part,
})

describe('the meter', () => {
  it('says by how much it is over, who is there, and how long it usually takes', () => {
    show(<Meter body={BODY} check={check()} split={false} onChange={vi.fn()} />)
    expect(screen.getByText('USD 40.00 over your limit')).toBeInTheDocument()
    expect(screen.getByText('Mia Chen is there, usually 25 s')).toBeInTheDocument()
    expect(screen.getByRole('meter')).toHaveAttribute('aria-valuetext', 'USD 90.00. your limit USD 50.00')
  })

  it('counts who else is there', () => {
    const still = { body: BODY, split: false, onChange: vi.fn() }
    show(<Meter check={check({ available_approvers: 2 })} {...still} />)
    expect(screen.getByText('Mia Chen and one more are there, usually 25 s')).toBeInTheDocument()
    show(<Meter check={check({ available_approvers: 4 })} {...still} />)
    expect(screen.getByText('Mia Chen and 3 more are there, usually 25 s')).toBeInTheDocument()
  })

  it('tells at once when nobody is there', () => {
    show(
      <Meter body={BODY} check={check({ available_approvers: 0, available: [] })} split={false} onChange={vi.fn()} />,
    )
    expect(screen.getByText(/Nobody who can approve is there/)).toBeInTheDocument()
  })

  it('says how much is to spare within the limit', () => {
    const decision = { ...DECISION, outcome: 'allow' as const, over_by: null, headroom: 500, alternatives: [] }
    show(<Meter body={{ ...BODY, amount: 4500 }} check={check({ decision })} split={false} onChange={vi.fn()} />)
    expect(screen.getByText('Within your authority')).toBeInTheDocument()
    expect(screen.getByText('USD 5.00 to spare under your limit.')).toBeInTheDocument()
    expect(screen.queryByText(/is there/)).not.toBeInTheDocument()
  })

  it('shows the pieces that count with it, and who rejected much the same', () => {
    const piece = { id: 'req_9', reference: 'B3CD-4F', remedy: 'refund', amount: 3000, at: '2026-11-21T14:00:00.000Z' }
    const given = {
      per: 'order' as const,
      hours: null,
      amount: 3000,
      pieces: [{ ...piece, by: 'Ana Lima', comment: null }],
    }
    const before = { ...piece, amount: 3300, by: 'Mia Chen', comment: 'No damage.' }
    const decision = { ...DECISION, over_by: 1200, given, asked_before: before }
    show(<Meter body={{ ...BODY, amount: 3200 }} check={check({ decision })} split={false} onChange={vi.fn()} />)
    expect(screen.getByText('USD 12.00 over your limit')).toBeInTheDocument()
    expect(screen.getByText('USD 30.00 was given on this order before, and counts:')).toBeInTheDocument()
    expect(screen.getByText(/Ana Lima/)).toBeInTheDocument()
    expect(screen.getByText(/Asked before \(B3CD-4F\), rejected by Mia Chen/)).toHaveTextContent('“No damage.”')
    expect(screen.getByRole('meter')).toHaveAttribute('aria-valuetext', 'USD 62.00. your limit USD 50.00')
  })

  it('says which of two lower amounts is looked at afterwards', () => {
    const lower = [
      { kind: 'amount' as const, amount: 7500, outcome: 'review' as const },
      { kind: 'amount' as const, amount: 5000 },
    ]
    const decision = { ...DECISION, alternatives: lower }
    show(<Meter body={BODY} check={check({ decision })} split={false} onChange={vi.fn()} />)
    expect(screen.getByRole('button', { name: 'Give USD 75.00 instead; it is looked at afterwards' })).toBeVisible()
    expect(screen.getByRole('button', { name: 'Give USD 50.00 instead' })).toBeVisible()
  })

  it('makes every way to yes one click', async () => {
    const change = vi.fn()
    show(<Meter body={BODY} check={check()} split={false} onChange={change} />)
    await userEvent.click(screen.getByRole('button', { name: 'Give USD 50.00 instead' }))
    expect(change).toHaveBeenLastCalledWith({ amount: '50.00' })
    await userEvent.click(screen.getByRole('button', { name: 'Goodwill credit of USD 15.00' }))
    expect(change).toHaveBeenLastCalledWith({ amount: '15.00', remedy: 'goodwill_credit' })
    await userEvent.click(screen.getByRole('button', { name: 'Give USD 50.00 now, ask for USD 40.00' }))
    expect(change).toHaveBeenLastCalledWith({ split: true })
  })
})
