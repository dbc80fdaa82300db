import { expect, it } from 'vitest'
import type { Flaw, VerifiedStep } from '../api/shapes'
import { foundIn, further, NOTHING_YET } from './verified'

const flaw = (kind: Flaw['kind'], first: number, last: number, sentence = 'So.'): Flaw => ({
  kind,
  first,
  last,
  sentence,
})

function step(part: Partial<VerifiedStep>): VerifiedStep {
  const flaws = part.flaws ?? []
  return {
    ok: flaws.length === 0,
    sentence: '',
    entries: 0,
    first: 1,
    last: 100,
    complete: true,
    next_after: null,
    hash: '',
    checkpoints: 0,
    sealed: 100,
    keys: [],
    found: flaws.length,
    flaws,
    ...part,
  }
}

it('adds up the parts', () => {
  const half = further(NOTHING_YET, step({ last: 60, complete: false, checkpoints: 2 }))
  expect([half.reached, half.complete, foundIn(half)]).toEqual([60, false, 0])
  const whole = further(half, step({ last: 101, checkpoints: 1 }))
  expect([whole.reached, whole.complete, whole.checkpoints, whole.sealed]).toEqual([101, true, 3, 100])
})

it('counts once what two parts have found, and keeps what differs', () => {
  const unsigned = flaw('forged', 0, 0, 'Note 1 is not signed.')
  const half = further(NOTHING_YET, step({ flaws: [unsigned, flaw('rewritten', 1, 50)] }))
  const next = [unsigned, flaw('forged', 0, 0, 'Note 2 is not signed.'), flaw('rewritten', 41, 50), flaw('cut', 90, 99)]
  const whole = further(half, step({ flaws: next }))
  expect(whole.flaws.map(({ kind, last }) => [kind, last])).toEqual([
    ['forged', 0],
    ['rewritten', 50],
    ['forged', 0],
    ['cut', 99],
  ])
})

it('counts what the answers do not list', () => {
  const half = further(NOTHING_YET, step({ flaws: [flaw('missing', 3, 4)], found: 240 }))
  expect(foundIn(half)).toBe(240)
  expect(foundIn(further(half, step({ flaws: [flaw('cut', 90, 99)] })))).toBe(241)
})
