import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useEffectEvent } from 'react'

/** Whether single letters act (only if switched on: WCAG 2.1.4). */
export const useSingleKeys = () => {
  const [value, set] = useLocalStorage({ key: 'remit.single-keys', defaultValue: true, getInitialValueInEffect: false })
  return [value, set] as const
}

const WRITES = 'input, textarea, select, [contenteditable], [role=dialog], [role=menu]'

/** Hears keys that are meant for the page itself: not what is typed, nor what is meant for something over the page. */
export function usePageKeys(press: (event: KeyboardEvent, on: Element) => void): void {
  const [single] = useSingleKeys()
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
    if (!(event.target instanceof Element) || event.target.closest(WRITES)) return
    // A dialog takes the focus only a moment after it opened.
    if (!document.querySelector('[aria-modal=true]')) press(event, event.target)
  })
  useEffect(() => {
    if (!single) return
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [single])
}
