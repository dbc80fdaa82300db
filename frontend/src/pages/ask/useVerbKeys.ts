import { useEffect } from 'react'
import { useSingleKeys } from '../../ui/singleKeys'

const typing = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], [role=dialog], [role=menu]')

/** Single letters find what they stand for: a button is pressed, a field or what cannot be taken back is only focused. */
export function useVerbKeys(): void {
  const [single] = useSingleKeys()
  useEffect(() => {
    if (!single) return
    const press = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      const found = document.querySelector<HTMLElement>(`[data-asked-key="${CSS.escape(event.key.toLowerCase())}"]`)
      if (!found) return
      event.preventDefault()
      found.focus()
      if (found instanceof HTMLButtonElement && found.dataset.askedTwice === undefined) found.click()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [single])
}
