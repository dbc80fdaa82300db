import { usePageKeys } from '../../ui/singleKeys'

/** Single letters find what they stand for: a button is pressed, a field or what cannot be taken back is only focused. */
export function useVerbKeys(): void {
  usePageKeys((event) => {
    const found = document.querySelector<HTMLElement>(`[data-asked-key="${CSS.escape(event.key.toLowerCase())}"]`)
    if (!found) return
    event.preventDefault()
    found.focus()
    if (found instanceof HTMLButtonElement && found.dataset.askedTwice === undefined) found.click()
  })
}
