import { type RefObject, useEffect, useRef } from 'react'

/** Takes the focus to a field the moment it is needed: on a phone it may be far above what was tapped. */
export function useFocusOn<E extends HTMLElement>(needed: boolean): RefObject<E | null> {
  const field = useRef<E>(null)
  useEffect(() => {
    if (needed) field.current?.focus()
  }, [needed])
  return field
}
