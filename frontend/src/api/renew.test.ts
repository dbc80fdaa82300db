import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, it, vi } from 'vitest'
import { renew } from './renew'

const key = ['get', '/api/v1/policy/drafts/{draft_id}/lint']

it('asks again for what was on its way when it changed', async () => {
  const client = new QueryClient()
  const answers: ((found: string) => void)[] = []
  const read = vi.fn(() => new Promise<string>((resolve) => answers.push(resolve)))
  const shown = new QueryObserver(client, { queryKey: key, queryFn: read })
  const leave = shown.subscribe(() => undefined)
  await vi.waitFor(() => expect(answers).toHaveLength(1))
  renew(client, ([, path]) => String(path).endsWith('/lint'))
  answers[0]?.('before')
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[1]?.('after')
  await vi.waitFor(() => expect(shown.getCurrentResult().data).toBe('after'))
  leave()
})

it('asks once for what was there, and not at all for anything else', async () => {
  const client = new QueryClient()
  client.setQueryData(key, 'before')
  client.setQueryData(['get', '/other'], 'other')
  const read = vi.fn(async () => 'after')
  const leave = [key, ['get', '/other']].map((queryKey) =>
    new QueryObserver(client, { queryKey, queryFn: read, staleTime: 60_000 }).subscribe(() => undefined),
  )
  renew(client, ([, path]) => String(path).endsWith('/lint'))
  await vi.waitFor(() => expect(client.getQueryData(key)).toBe('after'))
  expect(read).toHaveBeenCalledTimes(1)
  for (const one of leave) one()
})
