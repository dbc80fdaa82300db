import { useEffect, useState } from 'react'

/** Less than any keyboard: a browser's own bars, which come and go. */
const BARS = 120

/** How much of the page's lower end a phone's keyboard covers: what is fixed there would be behind it. */
export function useCovered(): number {
  const [covered, setCovered] = useState(0)
  useEffect(() => {
    const seen = window.visualViewport
    if (!seen) return
    const measure = () => {
      const hidden = window.innerHeight - seen.height - seen.offsetTop
      setCovered(seen.scale === 1 && hidden > BARS ? Math.round(hidden) : 0)
    }
    measure()
    seen.addEventListener('resize', measure)
    seen.addEventListener('scroll', measure)
    return () => {
      seen.removeEventListener('resize', measure)
      seen.removeEventListener('scroll', measure)
    }
  }, [])
  return covered
}
