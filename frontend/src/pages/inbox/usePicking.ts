import { useState } from 'react'

export type Picking = {
  on: boolean
  ids: string[]
  has: (id: string) => boolean
  toggle: (id: string) => void
  start: () => void
  end: () => void
}

/** Which cards are picked to be settled together; what does not wait any more is not among them. */
export function usePicking(waiting: readonly string[]): Picking {
  const [on, setOn] = useState(false)
  const [picked, setPicked] = useState<readonly string[]>([])
  return {
    on,
    ids: waiting.filter((id) => picked.includes(id)),
    has: (id) => picked.includes(id),
    toggle: (id) => setPicked((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id])),
    start: () => setOn(true),
    end: () => {
      setOn(false)
      setPicked([])
    },
  }
}
