import { useRef } from 'react'
import { $api } from '../../api/client'
import { useTaken } from '../../api/requests'
import type { NewRequest, Request } from '../../api/shapes'
import { asProblem } from '../../lib/problem'

const RETRIED = new Set([0, 502, 503, 504])

/**
 * Sends the request. Each filling of the form has one idempotency key, kept over every retry, so that an answer lost on
 * the way cannot make it two; another content is another request and gets another key.
 */
export function useSubmit(onAsked: (request: Request) => void) {
  const { onSuccess: taken } = useTaken()
  const kept = useRef({ body: '', key: '' })
  const post = $api.useMutation('post', '/api/v1/requests', {
    retry: (count, error) => count < 3 && RETRIED.has(asProblem(error).status),
    retryDelay: (count) => 400 * 2 ** count,
    onSuccess: (request) => {
      kept.current = { body: '', key: '' }
      taken(request)
      onAsked(request)
    },
  })
  const submit = (body: NewRequest) => {
    const text = JSON.stringify(body)
    if (kept.current.body !== text) kept.current = { body: text, key: crypto.randomUUID() }
    post.mutate({ body, params: { header: { 'idempotency-key': kept.current.key } } })
  }
  return { submit, busy: post.isPending, error: post.error }
}
