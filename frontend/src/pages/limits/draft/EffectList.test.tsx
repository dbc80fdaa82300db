import { QueryClient } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Draft, Effects } from '../../../api/shapes'
import { show } from '../../../test-kit'
import { EffectList } from './EffectList'

const DRAFT = { id: 'drf_1' } as Draft
const LIMIT: Effects['items'][number] = {
  ...{ subject: 'tier:agent', name: 'agent', people: 13, remedy: 'refund', currency: 'USD', brand: 'acme' },
  ...{ mode: 'auto', when: '', gains: true, before: 5000, after: 7500, by: 2500, sentence: '', example: null },
  somebody: { id: 'usr_1', name: 'Ana Lima' },
}
const BUDGET: Effects['budgets'][number] = {
  ...{ budget: 'B-0001', subject: 'tier:senior', people: 2, remedy: '*', currency: 'USD', measure: 'count' },
  ...{ per: 'agent', window: 'day', gains: false, before: null, after: 5, sentence: '' },
  somebody: { id: 'usr_2', name: 'Mia Chen' },
}
const BLANK = { gaining: 1, losing: 0, more: false, people_gaining: 13, people_losing: 2 }

function serve(effects: Effects) {
  const body = JSON.stringify(effects)
  vi.stubGlobal('fetch', async () => new Response(body, { headers: { 'Content-Type': 'application/json' } }))
}

describe('who gains and who loses by a draft', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('counts people and names one of them, limits and budgets alike', async () => {
    serve({ ...BLANK, items: [LIMIT], budgets: [BUDGET] })
    show(<EffectList draft={DRAFT} />)
    expect(
      await screen.findByText(/^13 people gain\. For example Ana Lima: Refund, alone: USD 50\.00 → USD 75\.00$/),
    ).toBeVisible()
    expect(
      screen.getByText(/^2 people lose\. For example Mia Chen: budget, All remedies together, per person, in a day/),
    ).toHaveTextContent('no budget → 5 times')
  })

  it('tells all kinds of people on demand', async () => {
    serve({ ...BLANK, people_losing: 0, items: [{ ...LIMIT, after: null, by: null }], budgets: [] })
    show(<EffectList draft={DRAFT} />)
    expect(await screen.findByText(/13 people gain/)).toBeInTheDocument()
    expect(screen.queryByText(/lose/)).not.toBeInTheDocument()
    await userEvent.click(screen.getByRole('button', { name: 'Everybody concerned' }))
    expect(screen.getByText('Agent (13 people): Refund, alone: USD 50.00 → no limit')).toBeInTheDocument()
  })

  it('says nothing where nobody is concerned', async () => {
    serve({ ...BLANK, people_gaining: 0, people_losing: 0, items: [], budgets: [] })
    const client = new QueryClient()
    show(<EffectList draft={DRAFT} />, client)
    await vi.waitFor(() => expect(client.getQueryCache().getAll()[0]?.state.status).toBe('success'))
    expect(screen.queryByRole('region')).not.toBeInTheDocument()
  })
})
