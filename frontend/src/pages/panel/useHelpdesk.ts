import { useCallback, useEffect, useRef, useState } from 'react'
import { $api } from '../../api/client'
import { type Context, contextOf, READY } from '../../lib/panel'

/** What the page around this one is about, and how to tell it something. Only pages on the list are listened to. */
export function useHelpdesk() {
  const origins = $api.useQuery('get', '/api/v1/panel', {}, { staleTime: Number.POSITIVE_INFINITY }).data?.origins
  const [context, setContext] = useState<Context | null>(null)
  const heard = useRef('')
  useEffect(() => {
    if (!origins || window.parent === window) return
    const hear = (message: MessageEvent) => {
      if (message.source !== window.parent) return
      const next = contextOf(message, origins)
      if (!next) return
      heard.current = message.origin
      setContext(next)
    }
    window.addEventListener('message', hear)
    // It says nothing but that it is there, so anybody may hear it; what follows is for whoever has answered.
    window.parent.postMessage({ type: READY }, '*')
    return () => window.removeEventListener('message', hear)
  }, [origins])
  const tell = useCallback((message: object) => {
    if (heard.current) window.parent.postMessage(message, heard.current)
  }, [])
  return { context, tell }
}
