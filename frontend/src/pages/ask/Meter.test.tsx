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
  it('says by how much it is over, who is free, and how long it usually takes', () => {
    show(<Meter body={BODY} check={check()} split={false} onChange={vi.fn()} />)
    expect(screen.getByText('USD 40.00 over your limit')).toBeInTheDocument()
    expect(screen.getByText('Mia Chen is free, usually 25 s')).toBeInTheDocument()
    expect(screen.getByRole('meter')).toHaveAttribute('aria-valuetext', 'USD 90.00. your limit USD 50.00')
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
    expect(screen.queryByText(/is free/)).not.toBeInTheDocument()
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
