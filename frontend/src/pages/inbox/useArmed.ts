import { useEffect, useState } from 'react'

const ARM_MS = 300

/** False for a moment after `what` changed, so that a click meant for what was there does not hit what came. */
export function useArmed(what: string): boolean {
  const [armedFor, setArmedFor] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setArmedFor(what), ARM_MS)
    return () => clearTimeout(timer)
  }, [what])
  return armedFor === what
}
