import { useEffect, useRef, useState } from 'react'
import { $api } from '../../api/client'
import { useTaken } from '../../api/requests'
import type { NewRequest, Request } from '../../api/shapes'
import { asProblem } from '../../lib/problem'
import type { Answer } from './useCheck'

const RETRIED = new Set([0, 502, 503, 504])
const unreached = (error: unknown) => error !== null && RETRIED.has(asProblem(error).status)

/**
 * Sends the request. Each filling of the form has one idempotency key, kept over every retry, so that an answer lost on
 * the way cannot make it two; another content is another request and gets another key.
 *
 * That the server was not reached is said once, by the check where it meets the same, and only until the next answer.
 */
export function useSubmit(answer: Answer, onAsked: (request: Request) => void) {
  const { onSuccess: taken } = useTaken()
  const kept = useRef({ body: '', key: '' })
  const [failedAt, setFailedAt] = useState(0)
  const post = $api.useMutation('post', '/api/v1/requests', {
    retry: (count, error) => count < 3 && unreached(error),
    retryDelay: (count) => 400 * 2 ** count,
    onError: () => setFailedAt(Date.now()),
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
  const lost = unreached(post.error)
  const over = lost && answer.at > failedAt
  useEffect(() => {
    if (over) post.reset()
  }, [over, post.reset])
  return { submit, busy: post.isPending, error: over || (lost && unreached(answer.error)) ? null : post.error }
}
