import { useEffect } from 'react'

/** What has the focus, then all that it is in, the nearest first. A menu goes, so what opened it comes with it. */
function waysBack(): HTMLElement[] {
  const ways: (Element | null)[] = []
  for (let at = document.activeElement; at && at !== document.body; at = at.parentElement) {
    ways.push(at, document.getElementById(at.getAttribute('aria-labelledby') ?? ''))
  }
  return ways.filter((one) => one instanceof HTMLElement)
}

const takesFocus = (one: HTMLElement) => {
  one.focus({ preventScroll: true })
  return document.activeElement === one
}

/** Whoever leaves what lay over the page goes on where they were, or else in the nearest that is still there. */
export function useFocusBack(): void {
  useEffect(() => {
    const ways = waysBack()
    return () => {
      // Only once it is gone is it certain what is left, and that nothing else has taken the focus.
      setTimeout(() => document.activeElement === document.body && ways.some(takesFocus))
    }
  }, [])
}
