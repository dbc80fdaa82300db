import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { Check, Request } from './api/shapes'
import { theme } from './theme'

/** Renders with what every screen has around it; motion off, so that what is shown is there at once. */
export function show(node: ReactNode, client = new QueryClient({ defaultOptions: { queries: { retry: false } } })) {
  return render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={client}>{node}</QueryClientProvider>
    </MantineProvider>,
  )
}

export const DECISION: Check['decision'] = {
  outcome: 'escalate',
  policy_version: 4,
  policy_hash: 'abc',
  rule: 'L-0001',
  mode: 'auto',
  limit: 5000,
  over_by: 4000,
  headroom: null,
  sentence: 'Over your USD 50.00 refund limit by USD 40.00; a team lead can approve.',
  approver_tiers: ['lead'],
  budgets: [],
  over_budget: null,
  signals: [],
  given: null,
  asked_before: null,
  alternatives: [
    { kind: 'split', now: 5000, ask: 4000 },
    { kind: 'amount', amount: 5000 },
    { kind: 'remedy', remedy: 'goodwill_credit', amount: 1500 },
  ],
}

export function requestLike(part: Partial<Request> = {}): Request {
  return {
    id: 'req_1',
    reference: 'K7QM-2F',
    state: 'pending',
    version: 1,
    remedy: 'refund',
    amount: 9000,
    currency: 'USD',
    brand: 'acme',
    reason: 'DAMAGED_DEFECTIVE',
    basis: 'entitlement',
    order_id: 'SO-1',
    customer_id: 'C-1',
    channel: 'phone',
    note: null,
    customer_waiting: true,
    requester: { id: 'usr_1', name: 'Ana Lima', tier: 'agent', team: 'north' },
    decision: DECISION,
    approval: null,
    review: null,
    execution: { state: 'none', provider: 'sandbox', provider_reference: null, attempts: 0, last_error: null },
    parts: [],
    created_at: '2026-11-21T14:00:00.000Z',
    updated_at: '2026-11-21T14:00:00.000Z',
    ...part,
  }
}
