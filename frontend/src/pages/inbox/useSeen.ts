import { useEffect } from 'react'
import { saySeen } from '../../api/live'
import type { Request } from '../../api/shapes'

/** While a card waits and is open here, the others see that somebody is looking. */
export function useSeen(request: Request | undefined): void {
  const id = request?.state === 'pending' ? request.id : undefined
  useEffect(() => {
    if (id) saySeen(id)
  }, [id])
}
