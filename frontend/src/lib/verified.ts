import type { Flaw, VerifiedStep } from '../api/shapes'

/** What verifying has come to so far: one question walks over a part, and the next goes on behind it. */
export type Looked = {
  reached: number
  complete: boolean
  checkpoints: number
  sealed: number
  flaws: Flaw[]
  /** Found as well, beyond what the answers list. */
  unlisted: number
}

export const NOTHING_YET: Looked = { reached: 0, complete: false, checkpoints: 0, sealed: 0, flaws: [], unlisted: 0 }

/** Parts begin at a checkpoint, so their ends overlap, and what was kept elsewhere is read for each of them. */
const sameAs = (flaw: Flaw) => `${flaw.kind} ${flaw.last || flaw.sentence}`

export function further(before: Looked, step: VerifiedStep): Looked {
  const known = new Set(before.flaws.map(sameAs))
  return {
    reached: step.last,
    complete: step.complete,
    checkpoints: before.checkpoints + step.checkpoints,
    sealed: step.sealed,
    flaws: [...before.flaws, ...step.flaws.filter((flaw) => !known.has(sameAs(flaw)))],
    unlisted: before.unlisted + step.found - step.flaws.length,
  }
}

export const foundIn = (looked: Looked): number => looked.flaws.length + looked.unlisted
