import { useEffect } from 'react'
import { sayLeft, saySeen } from '../../api/live'
import type { Request } from '../../api/shapes'

/** Who only leafs through the list is not looking yet. */
const A_MOMENT_MS = 700

/** While a card waits and is open here, the others see that somebody is looking. */
export function useSeen(request: Request | undefined): void {
  const id = request?.state === 'pending' ? request.id : undefined
  useEffect(() => {
    if (!id) return
    let said = false
    const timer = setTimeout(() => {
      saySeen(id)
      said = true
    }, A_MOMENT_MS)
    return () => {
      clearTimeout(timer)
      if (said) sayLeft(id)
    }
  }, [id])
}
