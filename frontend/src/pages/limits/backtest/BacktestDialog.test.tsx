import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Backtest, BacktestResult, Draft } from '../../../api/shapes'
import { show } from '../../../test-kit'
import { BacktestDialog } from './BacktestDialog'

const PATIENCE = { timeout: 30_000 }
const DRAFT = { id: 'drf_1', name: 'Kinder refunds', revision: 3 } as Draft
const OUTCOMES = { allow: 80, review: 5, escalate: 15, deny: 0 }
const AFTER = { ...OUTCOMES, allow: 83, escalate: 12 }
const ROW = { id: 'agent', name: 'agent', cases: 100, changed: 3, before: OUTCOMES, after: AFTER }
const RESULT: BacktestResult = {
  ...{ cases: 1100, changed: 3, before: OUTCOMES, after: AFTER, approvals_avoided: 3, minutes_saved: 12 },
  ...{
    money_at_risk: [{ currency: 'USD', amount: 12_000 }],
    rejected_before: 1,
    left_out: 0,
    lacking: [],
    more: false,
  },
  changes: [
    {
      ...{ kind: 'rejected_before', count: 1, sums: [{ currency: 'USD', amount: 6_200 }], sentence: '' },
      example: {
        ...{ request: 'req_7', reference: 'K7QM-2F', requester: { id: 'usr_1', name: 'Ana Lima' }, remedy: 'refund' },
        ...{ amount: 6_200, currency: 'USD', at: '2026-11-10T10:00:00Z', before: 'escalate', after: 'allow' },
      },
    },
  ],
  ...{ tiers: [ROW], teams: [], remedies: [{ ...ROW, id: 'refund', name: 'Refund' }], people: [] },
  ...{ reproduced: { compared: 9, reproduced: 8, unlike: [{ why: 'people', count: 1 }] }, sentences: [] },
}
const NOTHING = { ...RESULT, cases: 0, changed: 0, changes: [], tiers: [], remedies: [] }

function answer(part: Partial<Backtest>): Backtest {
  const span = { from: '2026-10-23T00:00:00Z', to: '2026-11-22T00:00:00Z' }
  return {
    draft: 'drf_1',
    revision: 3,
    base_version: 2,
    ...span,
    complete: 0,
    total: null,
    done: false,
    result: null,
    ...part,
  }
}

/** What the server says, one after the other, the last for good; `asked` keeps what it was asked. */
function serve(answers: (Backtest | Promise<Backtest>)[]) {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(await request.json())
    const body = JSON.stringify(await answers[Math.min(asked.length, answers.length) - 1])
    return new Response(body, { headers: { 'Content-Type': 'application/json' } })
  })
  return asked
}

describe('the backtest of a draft', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('asks again with the same words until it is done, and says how far it is', async () => {
    let finish: (last: Backtest) => void = () => undefined
    const last = new Promise<Backtest>((resolve) => {
      finish = resolve
    })
    const asked = serve([answer({ complete: 500, total: 1100 }), last])
    show(<BacktestDialog draft={DRAFT} onClose={() => undefined} />)
    expect(await screen.findByText('500 of 1,100 asks', undefined, PATIENCE)).toBeVisible()
    expect(screen.getByRole('progressbar', { name: 'Deciding the past again' })).toHaveAttribute('value', '500')
    finish(answer({ done: true, complete: 1100, result: RESULT }))
    const said = '1,100 asks decided twice, 3 answered otherwise.'
    expect(await screen.findByText(said, undefined, PATIENCE)).toBeVisible()
    expect(asked).toHaveLength(2)
    expect(asked[0]).toEqual(asked[1])
  }, 60_000)

  it('tells it in figures, with an example to open, and pictures that can be heard', async () => {
    serve([answer({ done: true, result: RESULT })])
    show(<BacktestDialog draft={DRAFT} onClose={() => undefined} />)
    const kinds = await screen.findByRole('list', { name: 'What is answered otherwise' }, PATIENCE)
    expect(within(kinds).getByRole('link', { name: 'K7QM-2F' })).toHaveAttribute('href', '/history?open=req_7')
    expect(kinds).toHaveTextContent('Would go through, though a person rejected it USD 62.00')
    const risk = screen.getByText('approved by people before, given without them now')
    expect(risk.parentElement).toHaveTextContent('USD 120.00')
    expect(
      screen.getByRole('img', { name: /^In force: Alone 80, Looked at afterwards 5, Needs approval 15$/ }),
    ).toBeVisible()
    expect(screen.getByText(/it decides 8 the same again\. 1 not, as the person belongs elsewhere/)).toBeVisible()
    await userEvent.click(screen.getByRole('radio', { name: 'Person' }))
    expect(screen.getByText('Nobody’s answers change.')).toBeVisible()
  }, 60_000)

  it('says what is left out, and why', async () => {
    const lacking = [{ fact: 'channel', label: 'Channel', count: 14 }]
    serve([answer({ done: true, result: { ...RESULT, left_out: 14, lacking } })])
    show(<BacktestDialog draft={DRAFT} onClose={() => undefined} />)
    expect(await screen.findByText('14 asks are left out', undefined, PATIENCE)).toBeVisible()
    expect(screen.getByText('The log does not know what the draft asks about: Channel (14).')).toBeVisible()
  }, 60_000)

  it('groups every number alike, and has a word for one', async () => {
    const tiers = [{ ...ROW, cases: 5248, changed: 1124 }]
    const [change] = RESULT.changes
    const changes = change ? [{ ...change, kind: 'escalated' as const }] : []
    serve([answer({ done: true, result: { ...RESULT, tiers, changes, left_out: 1400 } })])
    show(<BacktestDialog draft={DRAFT} onClose={() => undefined} />)
    expect(await screen.findByText('1,124 of 5,248 answered otherwise', undefined, PATIENCE)).toBeVisible()
    expect(screen.getByText('1,400 asks are left out')).toBeVisible()
    expect(screen.getByText('newly needs approval')).toBeVisible()
  }, 60_000)

  it('says that there was nothing, and looks further back on demand', async () => {
    const asked = serve([answer({ done: true, total: 0, result: NOTHING })])
    show(<BacktestDialog draft={DRAFT} onClose={() => undefined} />)
    expect(await screen.findByText('Nothing was asked for in this time', undefined, PATIENCE)).toBeVisible()
    await userEvent.click(screen.getByRole('radio', { name: '60 days' }))
    await vi.waitFor(() => expect(asked).toHaveLength(2), PATIENCE)
    const [month, two] = asked.map((one) => Date.parse((one as { from: string }).from))
    expect(((month ?? 0) - (two ?? 0)) / 86_400_000).toBe(30)
  }, 60_000)
})
