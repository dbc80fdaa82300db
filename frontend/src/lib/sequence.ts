/** The live channel's book-keeping, without the socket: what was seen, what to drop, when to fetch afresh. */

export type Heard = { epoch: string | null; seq: number | null }

export type Hello = { type: 'hello'; epoch: string; seq: number; heartbeat_s: number; user: string }
export type LiveEvent = { type: 'event'; seq: number; event: string; at: string; data: unknown }
export type Message = Hello | LiveEvent | { type: 'reset' } | { type: 'ping' }

export type Next = { heard: Heard; act: 'nothing' | 'fetch-afresh' | 'apply' | 'pong' }

export const NOTHING_HEARD: Heard = { epoch: null, seq: null }

/** What to do with a message, given what was heard before. Delivery is at least once, so a seen number is dropped. */
export function hear(heard: Heard, message: Message): Next {
  switch (message.type) {
    case 'hello': {
      const resumed = heard.epoch === message.epoch && heard.seq !== null
      return { heard: { epoch: message.epoch, seq: resumed ? heard.seq : message.seq }, act: 'fetch-afresh' }
    }
    case 'reset':
      return { heard: NOTHING_HEARD, act: 'fetch-afresh' }
    case 'ping':
      return { heard, act: 'pong' }
    case 'event': {
      if (heard.seq !== null && message.seq <= heard.seq) return { heard, act: 'nothing' }
      return { heard: { ...heard, seq: message.seq }, act: 'apply' }
    }
  }
}

/** The query of the next connection: where to go on from, or nothing to start from now. */
export function resumeFrom(heard: Heard): string {
  if (heard.epoch === null || heard.seq === null) return ''
  return `?${new URLSearchParams({ after: String(heard.seq), epoch: heard.epoch })}`
}

const KINDS = new Set(['hello', 'event', 'reset', 'ping'])

/** Reads a frame; anything this version does not know is ignored rather than trusted. */
export function readMessage(frame: unknown): Message | null {
  if (typeof frame !== 'string') return null
  try {
    const value: unknown = JSON.parse(frame)
    if (typeof value !== 'object' || value === null || !('type' in value)) return null
    return KINDS.has(String(value.type)) ? (value as Message) : null
  } catch {
    return null
  }
}
