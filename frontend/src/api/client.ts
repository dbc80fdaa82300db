import createFetchClient from 'openapi-fetch'
import createQueryClient from 'openapi-react-query'
import { problemOf } from '../lib/problem'
import { heardTime } from '../lib/skew'
import type { paths } from './generated/schema'
import { heard, heardNothing } from './reach'
import { sessionEnded } from './signedOut'

/** The typed client. A refusal is thrown as a `Problem`, so every caller meets the same kind of error. */
export const http = createFetchClient<paths>({
  baseUrl: window.location.origin,
  // Bound late, so that tests can put their own fetch in place.
  fetch: (request) => globalThis.fetch(request),
})

http.use({
  async onResponse({ response, request }) {
    heard()
    heardTime(response.headers.get('date'))
    if (response.ok) return
    const problem = await problemOf(response)
    const signingIn = request.method === 'POST' && request.url.endsWith('/session')
    if (problem.status === 401 && !signingIn) sessionEnded.ring()
    throw problem
  },
  // What was called off on purpose says nothing about the server.
  onError({ request }) {
    if (!request.signal.aborted) heardNothing()
  },
})

export const $api = createQueryClient(http)
