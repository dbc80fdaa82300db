import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Draft, Shadow, Shadowed } from '../../../api/shapes'
import { show } from '../../../test-kit'
import { ShadowDialog } from './ShadowDialog'

const PATIENCE = { timeout: 30_000 }
const DRAFT = { id: 'drf_1', name: 'Kinder refunds', revision: 3, state: 'editing' } as Draft
const NONE = { allow: 0, review: 0, escalate: 0, deny: 0 }
const OFF: Shadow = {
  ...{ draft: 'drf_1', revision: 3, running: false, begun_at: null, begun_by: null, since: null, anew: false },
  ...{ ended: null, judged: 0, changed: 0, before: NONE, after: NONE, ways: [], remedies: [], left_out: 0 },
  ...{ lacking: [], sentences: [] },
}
const BEGUN = { begun_at: '2026-11-22T10:00:00Z', begun_by: { id: 'usr_2', name: 'Olga Ops' } }
const ON: Shadow = { ...OFF, ...BEGUN, since: BEGUN.begun_at, running: true }
const WAY: Shadow['ways'][number] = {
  said: 'escalate',
  would: 'allow',
  count: 2,
  sums: [{ currency: 'USD', amount: 12_300 }],
}
const CASES = { before: { ...NONE, escalate: 2, allow: 7 }, after: { ...NONE, allow: 9 }, changed: 2, ways: [WAY] }
const FOUND: Shadow = {
  ...ON,
  ...{ ...CASES, judged: 9, remedies: [{ id: 'refund', name: 'Refund', cases: 9, ...CASES }] },
}
const ASK: Shadowed = {
  ...{ seq: 7, request: 'req_7', reference: 'K7QM-2F', requester: { id: 'usr_1', name: 'Ana Lima' }, remedy: 'refund' },
  ...{ amount: 6_200, currency: 'USD', at: '2026-11-22T10:05:00Z', said: 'escalate', would: 'allow' },
  ...{ sentence: 'Within your USD 65.00 refund limit.', state: 'rejected', by_person: true },
}

/** The server with this shadow; what was asked of it, by method and path. */
function serve(shadow: Shadow, next: Partial<Record<string, Shadow>> = {}) {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname: path, searchParams } = new URL(request.url)
    expect(searchParams.has('cursor')).toBe(false)
    asked.push(`${request.method} ${path}`)
    const list = path.endsWith('/requests')
    const body = list ? { items: [ASK], next_cursor: null } : (next[request.method] ?? shadow)
    return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } })
  })
  return asked
}

const open = (possible = true) => show(<ShadowDialog draft={DRAFT} possible={possible} onClose={() => undefined} />)

describe('a draft in shadow', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is put in shadow, and waits for what is asked', async () => {
    const asked = serve(OFF, { POST: ON })
    open()
    await userEvent.click(await screen.findByRole('button', { name: 'Put in shadow' }, PATIENCE))
    expect(await screen.findByText('Nothing was asked for yet', undefined, PATIENCE)).toBeVisible()
    expect(screen.getByText(/^In shadow since .*, by Olga Ops$/)).toBeVisible()
    expect(asked).toContain('POST /api/v1/policy/drafts/drf_1/shadow')
  }, 60_000)

  it('tells what it would have said, with the requests to open', async () => {
    serve(FOUND, { DELETE: { ...FOUND, running: false, ended: { at: BEGUN.begun_at, why: 'stopped', by: null } } })
    open()
    expect(await screen.findByText('9 asks judged, 2 answered otherwise.', undefined, PATIENCE)).toBeVisible()
    const ways = screen.getByRole('list', { name: 'What is answered otherwise' })
    expect(ways).toHaveTextContent('2Needs approval → Alone USD 123.00')
    expect(screen.getByRole('img', { name: 'Draft: Alone 9' })).toBeVisible()
    const requests = screen.getByRole('region', { name: 'The requests' })
    const link = await within(requests).findByRole('link', { name: 'K7QM-2F' }, PATIENCE)
    expect(link).toHaveAttribute('href', '/history?open=req_7')
    expect(requests).toHaveTextContent('Ana Lima, Refund, USD 62.00')
    expect(requests).toHaveTextContent('Rejected')
    await userEvent.click(screen.getByRole('button', { name: 'Take out of shadow' }))
    expect(await screen.findByText(/^Taken out of shadow, /, undefined, PATIENCE)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Put in shadow again' })).toBeVisible()
  }, 60_000)

  it('says that it began anew, and what is left out', async () => {
    const lacking = [{ fact: 'channel', label: 'Channel', count: 1 }]
    serve({ ...ON, anew: true, since: '2026-11-22T11:00:00Z', left_out: 1, lacking })
    open(false)
    expect(
      await screen.findByText(/^The draft was edited: the comparison began anew/, undefined, PATIENCE),
    ).toBeVisible()
    expect(screen.getByText('1 ask is left out')).toBeVisible()
  }, 60_000)

  it('is not begun where the draft cannot be judged by', async () => {
    serve({ ...FOUND, running: false, ended: { at: BEGUN.begun_at, why: 'stale', by: null } })
    open(false)
    expect(await screen.findByText(/as another version went live/, undefined, PATIENCE)).toBeVisible()
    expect(screen.queryByRole('button', { name: /Put in shadow/ })).toBeNull()
  }, 60_000)
})
