import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'

export const UNSENT = 'unsent'

/** What is typed into a field about a request. It outlives the dialog until it is sent, so that a refusal or a slip of
 * the hand costs nobody their words; with a sign-out it goes. */
export function useWords(request: string, field: string): [string, (words: string) => void] {
  const client = useQueryClient()
  const key = [UNSENT, request, field]
  const [words, setWords] = useState(() => client.getQueryData<string>(key) ?? '')
  const write = (next: string) => {
    setWords(next)
    client.setQueryData(key, next)
  }
  return [words, write]
}

/** After a verb that took words with it: they are sent, and what was answered is shown everywhere. */
export function useSent(): { onSuccess: (request: Request) => void } {
  const client = useQueryClient()
  const { onSuccess } = useTaken()
  return {
    onSuccess: (request) => {
      client.removeQueries({ queryKey: [UNSENT, request.id] })
      onSuccess(request)
    },
  }
}
