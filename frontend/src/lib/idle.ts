/** Whether anybody sits before this screen: nothing was touched for a while, or the machine was locked. */

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const

/** Calls `onChange(true)` after so long without a touch, and `onChange(false)` with the next one. Returns the end. */
export function watchIdle(afterMs: number, onChange: (idle: boolean) => void): () => void {
  let idle = false
  let timer = setTimeout(fallIdle, afterMs)

  function fallIdle() {
    idle = true
    onChange(true)
  }

  function touched() {
    clearTimeout(timer)
    timer = setTimeout(fallIdle, afterMs)
    if (!idle) return
    idle = false
    onChange(false)
  }

  for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true })
  return () => {
    clearTimeout(timer)
    for (const touch of TOUCHES) window.removeEventListener(touch, touched)
  }
}
