/** How each state of a request looks and what it means for whoever waits. */

import type { RequestState } from '../api/shapes'

export type Tone = 'ok' | 'look' | 'wait' | 'no' | 'talk' | 'calm'

const TONES: Record<RequestState, Tone> = {
  pending: 'wait',
  offered: 'talk',
  needs_info: 'talk',
  granted: 'ok',
  executing: 'ok',
  settled: 'ok',
  failed: 'no',
  unknown: 'wait',
  needs_human: 'wait',
  rejected: 'no',
  withdrawn: 'calm',
  expired: 'calm',
  denied: 'no',
}

const OUTCOMES: Record<string, Tone> = { allow: 'ok', review: 'look', escalate: 'wait', deny: 'no' }

export const STATES = Object.keys(TONES) as RequestState[]
export const toneOf = (state: string): Tone => (TONES as Record<string, Tone>)[state] ?? 'calm'
export const toneOfOutcome = (outcome: string): Tone => OUTCOMES[outcome] ?? 'calm'

/** Somebody still has to say something. */
export const isOpen = (state: string): boolean => state === 'pending' || state === 'offered' || state === 'needs_info'

/** The money is on its way, or nobody knows yet. */
export const isMoving = (state: string): boolean => state === 'granted' || state === 'executing' || state === 'unknown'

const LET_GO = new Set<string>(['failed', 'rejected', 'withdrawn', 'expired', 'denied'])

/** Its amount is set aside on the order, or has left it. */
export const holds = (state: string): boolean => !LET_GO.has(state)
