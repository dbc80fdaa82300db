import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { LiveEvent } from '../lib/sequence'
import { renew } from './renew'
import { requestQuery } from './requests'
import type { Account, PresenceStatus, Request } from './shapes'

const COALESCE_MS = 120
const REQUESTS = '/api/v1/requests'
const APPROVALS = '/api/v1/approvals'
const PEOPLE = '/api/v1/people'
const MONEY = '/api/v1/money'
const CHECK = '/api/v1/requests/check'

/** What each kind of event makes old, by the beginning of the path. */
const TOUCHED: [string, string[]][] = [
  ['request.', [REQUESTS, APPROVALS]],
  ['request.needs_human', [MONEY]],
  ['money.', [MONEY]],
  ['presence.', ['/api/v1/me', CHECK]],
  ['policy.', ['/api/v1/policy', '/api/v1/tiers', '/api/v1/me/authority', CHECK, APPROVALS]],
  ['shadow.', ['/api/v1/policy/drafts/{draft_id}/shadow']],
  ['authority.', ['/api/v1/policy', '/api/v1/me', CHECK, APPROVALS, PEOPLE]],
  ['person.', [PEOPLE]],
  ['team.', [PEOPLE, '/api/v1/teams']],
  ['routing.', ['/api/v1/routing']],
  ['delegation.', ['/api/v1/delegations', APPROVALS]],
  ['catalogue.', ['/api/v1/catalogue', '/api/v1/reasons', '/api/v1/remedies', '/api/v1/policy', CHECK]],
  ['reasons.', ['/api/v1/approvals/reject-reasons']],
  ['certificate.', [PEOPLE, '/api/v1/certificates']],
]

const waiting = new WeakMap<QueryClient, Set<string>>()

function pathOf(key: readonly unknown[]): string {
  return typeof key[1] === 'string' ? key[1] : ''
}

/** A decision that was made must not be asked again because some other request moved. */
const concerns = (path: string, touched: string) =>
  touched === REQUESTS ? path.startsWith(REQUESTS) && path !== CHECK : path.startsWith(touched)

function invalidate(client: QueryClient, touched: Iterable<string>) {
  const list = [...touched]
  renew(client, (key) => list.some((one) => concerns(pathOf(key), one)))
}

/** Puts the request of an event in place at once, and has the lists fetched again shortly, many events together. */
export function invalidateSoon(client: QueryClient, event: LiveEvent): void {
  if (event.event.startsWith('request.') && isRequest(event.data)) keepNewest(client, event.data)
  if (event.event === 'presence.changed') keepPresence(client, event.data)
  const touched = TOUCHED.filter(([kind]) => event.event.startsWith(kind)).flatMap(([, paths]) => paths)
  const known = waiting.get(client)
  if (known) {
    for (const path of touched) known.add(path)
    return
  }
  const first = new Set(touched)
  waiting.set(client, first)
  setTimeout(() => {
    waiting.delete(client)
    invalidate(client, first)
  }, COALESCE_MS)
}

/** Fetches again whatever others may have changed: what polling does while the channel is down. */
export const freshen = (client: QueryClient): void =>
  invalidate(client, [REQUESTS, APPROVALS, MONEY, '/api/v1/me', CHECK])

/** Puts a request into every cached place that shows it, unless what is there is newer. */
export function keepNewest(client: QueryClient, request: Request): void {
  const detail = requestQuery(request.id)
  void client.cancelQueries({ queryKey: detail.queryKey })
  client.setQueryData<Request>(detail.queryKey, (old) => newest(old, request))
  client.setQueriesData<InfiniteData<{ items: Request[] }>>({ queryKey: ['get', REQUESTS] }, (old) =>
    old && 'pages' in old ? { ...old, pages: old.pages.map((page) => replaced(page, request)) } : old,
  )
}

/** Presence moves all the time: it is put in place, rather than fetching long lists of people again. */
function keepPresence(client: QueryClient, news: unknown): void {
  const { user, chosen, effective } = news as {
    user: { id: string }
    chosen: PresenceStatus
    effective: PresenceStatus
  }
  const there = (one: Account) => (one.id === user.id ? { ...one, presence: { chosen, effective } } : one)
  client.setQueriesData<InfiniteData<{ items: Account[] }>>({ queryKey: ['get', PEOPLE] }, (old) =>
    old && 'pages' in old
      ? { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(there) })) }
      : old,
  )
  client.setQueriesData<Account>({ queryKey: ['get', `${PEOPLE}/{person_id}`] }, (old) => old && there(old))
}

const replaced = <P extends { items: Request[] }>(page: P, request: Request): P => ({
  ...page,
  items: page.items.map((one) => (one.id === request.id ? newest(one, request) : one)),
})

function newest(old: Request | undefined, next: Request): Request {
  if (!old || next.version > old.version) return next
  if (next.version < old.version) return old
  return Date.parse(next.updated_at) >= Date.parse(old.updated_at) ? next : old
}

function isRequest(value: unknown): value is Request {
  return typeof value === 'object' && value !== null && 'id' in value && 'state' in value && 'version' in value
}
