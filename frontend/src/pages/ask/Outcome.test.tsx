import { QueryClient } from '@tanstack/react-query'
import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import '../../i18n'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import { clock } from '../../lib/time'
import { requestLike, show } from '../../test-kit'
import { Outcome } from './Outcome'

const MOVED_AT = '2026-11-21T14:00:05.000Z'
const LATER = '2026-11-21T15:30:00.000Z'
const by = { id: 'usr_2', name: 'Mia Chen' }
const untold = { skipped: [], verdict: null, by: null, at: null, comment: null }

function told(): QueryClient {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } } })
  const { queryKey } = $api.queryOptions('get', '/api/v1/requests/{request_id}/timeline', ofRequest('req_1'))
  const entry = { actor: null, sentence: '', data: {} }
  const items = [
    { ...entry, seq: 8, at: MOVED_AT, event: 'request.settled' },
    { ...entry, seq: 9, at: LATER, event: 'request.reviewed' },
  ]
  client.setQueryData(queryKey, { items })
  return client
}

test('what is said of it afterwards is told to the agent, and moves the money no later', () => {
  const review = { ...untold, verdict: 'not_fine' as const, by, at: LATER, comment: 'Call me first.' }
  show(<Outcome request={requestLike({ state: 'settled', updated_at: LATER, review })} />, told())
  expect(screen.getByText('Mia Chen looked at it: not fine')).toBeInTheDocument()
  expect(screen.getByText('“Call me first.”')).toBeInTheDocument()
  expect(screen.getByText(`Moved once, at ${clock(MOVED_AT, 'en')}`)).toBeInTheDocument()
  expect(screen.queryByText(clock(LATER, 'en'), { exact: false })).not.toBeInTheDocument()
})

test('until then it says who was told at once, three of them by name', () => {
  const skipped = ['Mia Chen', 'Sam Ode', 'Ida Holm', 'Lee Park'].map((name) => ({ id: name, name }))
  show(<Outcome request={requestLike({ state: 'settled', updated_at: MOVED_AT, review: { ...untold, skipped } })} />)
  expect(screen.getByText(/^Told at once: Mia Chen, Sam Ode, Ida Holm, and 1 more\./)).toBeInTheDocument()
  expect(screen.getByText(`Moved once, at ${clock(MOVED_AT, 'en')}`)).toBeInTheDocument()
})

test('why, for whom and in which words it was asked for stays in sight, and is not fetched for it', () => {
  const client = told()
  const order = { id: 'SO-1', customer: { id: 'C-1', name: 'Noor Haddad' } }
  client.setQueryData(['get', '/api/v1/orders', { params: { query: { q: 'C-1' } } }], { items: [order] })
  client.setQueryData($api.queryOptions('get', '/api/v1/reasons', {}).queryKey, {
    items: [{ code: 'DAMAGED_DEFECTIVE', title: 'Damaged or defective' }],
  } as never)
  const question = { by, at: LATER, text: 'Which item is broken?', answer: 'The blue cup.' }
  const approval = { settled_by: null, offer: null, question } as never
  show(<Outcome request={requestLike({ state: 'settled', note: 'Two of six cups broke.', approval })} />, client)
  expect(screen.getByText('Damaged or defective · Noor Haddad · SO-1 · C-1 · Phone')).toBeInTheDocument()
  expect(screen.getByText('“Two of six cups broke.”')).toBeInTheDocument()
  expect(screen.getByText(/“The blue cup.”/)).toHaveTextContent('Which item is broken?')
})
