import { bell } from '../lib/bell'

/** Whether the server can be reached at all; what it answers, and be it a refusal, says that it can. */
let failed = false
let answered = false
let missed = 0
const back = bell()

/** Called for every answer, whatever it says. */
export function heard(): void {
  answered = true
  if (missed === 0) return
  missed = 0
  back.ring()
}

/** Called for every fetch that came to nothing. */
export function heardNothing(): void {
  failed = true
}

/** Called between two looks at the server: how many in a row have come to nothing by now. */
export function missedLooks(): number {
  if (failed && !answered) missed += 1
  failed = false
  answered = false
  return missed
}

/** Known to be out of reach: nothing is gained by asking for every single thing again. */
export const outOfReach = (): boolean => missed > 0

/** Rung by the first answer after it was out of reach. */
export const onBack = back.onRing
