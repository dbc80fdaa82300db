import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import type { VerifiedStep } from '../../api/shapes'
import { show } from '../../test-kit'
import { Statement } from './Statement'

const NEWEST = { seq: 300_000, at: '2026-11-21T14:00:00.000Z', epoch: 'e', hash: 'ab', note: 'n' }
const HOLDS: VerifiedStep = {
  ok: true,
  sentence: '',
  entries: 0,
  first: 1,
  last: 300_002,
  complete: true,
  next_after: null,
  hash: 'ab',
  checkpoints: 3,
  sealed: 300_000,
  keys: [],
  found: 0,
  flaws: [],
}

// A busy machine takes its time; nothing here depends on it.
const WAIT = { timeout: 30_000 }
const LONG = 60_000

/** A server that answers one question after the other when it is told to. */
function server() {
  const waiting: ((answer: Response) => void)[] = []
  const asked: string[] = []
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(new URL(request.url).search)
    return new Promise<Response>((resolve) => waiting.push(resolve))
  })
  const answer = async (body: object, status = 200) => {
    await vi.waitFor(() => expect(waiting).not.toEqual([]), WAIT)
    waiting.shift()?.(new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }))
  }
  return { asked, answer }
}

afterEach(() => vi.unstubAllGlobals())

const verify = () => userEvent.click(screen.getByRole('button', { name: 'Verify now' }))

it(
  'asks only when told to, goes on to the end, and says how far it is',
  async () => {
    const { asked, answer } = server()
    show(<Statement newest={NEWEST} />)
    expect(screen.getByRole('heading')).toHaveTextContent('Not verified yet')
    expect(asked).toEqual([])
    await verify()
    expect(await screen.findByRole('progressbar', {}, WAIT)).not.toHaveAttribute('value')
    await answer({ ...HOLDS, last: 200_000, complete: false, next_after: 199_500 })
    expect(await screen.findByText('200,000 of 300,000 entries', {}, WAIT)).toBeInTheDocument()
    expect(screen.getByRole('progressbar')).toHaveAttribute('value', '200000')
    await answer(HOLDS)
    expect(await screen.findByText('Verified: 300,002 entries', {}, WAIT)).toBeInTheDocument()
    expect(asked).toEqual(['?after=0', '?after=199500'])
    const status = screen.getByRole('status')
    expect(status).toHaveTextContent('Nothing was changed, added or taken away')
    expect(status).toHaveTextContent('Compared with 6 checkpoints')
    expect(status).toHaveTextContent('The last 2 entries wait for their checkpoint')
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument()
  },
  LONG,
)

it(
  'lists what was found: in words, where, and what to do',
  async () => {
    const { answer } = server()
    show(<Statement newest={NEWEST} />)
    await verify()
    const flaws = [
      { kind: 'changed', first: 3, last: 1_200, sentence: 'Something was changed.' },
      { kind: 'forged', first: 0, last: 0, sentence: 'Note 1 is not signed.' },
    ]
    await answer({ ...HOLDS, ok: false, found: 105, flaws })
    expect(await screen.findByText('The record does not hold', {}, WAIT)).toBeInTheDocument()
    expect(screen.getByRole('status')).toHaveTextContent('105 findings in 300,002 entries')
    const [changed, forged] = screen.getAllByRole('listitem')
    expect(changed).toHaveTextContent(/Changed.*Entries 3 to 1,200.*Something was changed.*What to do/)
    expect(forged).toHaveTextContent(/Not signed by us.*Note 1 is not signed.*What to do/)
    expect(forged).not.toHaveTextContent('Entry 0')
    expect(screen.getByText(/And 103 more/)).toBeInTheDocument()
  },
  LONG,
)

it(
  'says why it could not be verified, and tries again',
  async () => {
    const { answer } = server()
    show(<Statement newest={undefined} />)
    await verify()
    await answer({ title: 'Busy', detail: 'Too much at once.', type: '/problems/busy' }, 503)
    expect(await screen.findByRole('alert', {}, WAIT)).toHaveTextContent('Too much at once.')
    expect(screen.getByRole('heading')).toHaveTextContent('Not verified yet')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await answer({ ...HOLDS, last: 1, sealed: 1 })
    expect(await screen.findByText('Verified: 1 entry', {}, WAIT)).toBeInTheDocument()
  },
  LONG,
)
