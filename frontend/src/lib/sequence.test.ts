import { describe, expect, it } from 'vitest'
import { hear, type LiveEvent, type Message, NOTHING_HEARD, readMessage, resumeFrom } from './sequence'

const hello = (epoch: string, seq: number): Message => ({ type: 'hello', epoch, seq, heartbeat_s: 15, user: 'usr_1' })
const event = (seq: number): LiveEvent => ({ type: 'event', seq, event: 'request.pending', at: '', data: {} })

describe('the live channel', () => {
  it('starts from now, and then goes on from what it has', () => {
    expect(resumeFrom(NOTHING_HEARD)).toBe('')
    const { heard } = hear(NOTHING_HEARD, hello('e1', 124))
    const next = hear(heard, event(125))
    expect(next.act).toBe('apply')
    expect(resumeFrom(next.heard)).toBe('?after=125&epoch=e1')
  })

  it('drops what it has seen, and keeps what is new', () => {
    const heard = { epoch: 'e1', seq: 125 }
    expect(hear(heard, event(125)).act).toBe('nothing')
    expect(hear(heard, event(124))).toEqual({ heard, act: 'nothing' })
    expect(hear(heard, event(130))).toEqual({ heard: { epoch: 'e1', seq: 130 }, act: 'apply' })
  })

  it('takes what it missed after a reconnect to the same epoch', () => {
    const back = hear({ epoch: 'e1', seq: 125 }, hello('e1', 140))
    expect(back).toEqual({ heard: { epoch: 'e1', seq: 125 }, act: 'fetch-afresh' })
    expect(hear(back.heard, event(126)).act).toBe('apply')
  })

  it('forgets the numbers of another epoch', () => {
    const { heard } = hear({ epoch: 'e1', seq: 9000 }, hello('e2', 3))
    expect(hear(heard, event(4)).act).toBe('apply')
  })

  it('fetches afresh after a reset and does not resume from before it', () => {
    const { heard, act } = hear({ epoch: 'e1', seq: 125 }, { type: 'reset' })
    expect(act).toBe('fetch-afresh')
    expect(resumeFrom(heard)).toBe('')
  })

  it('answers a ping and ignores what it cannot read', () => {
    expect(hear(NOTHING_HEARD, { type: 'ping' }).act).toBe('pong')
    expect(readMessage('not json')).toBeNull()
    expect(readMessage('{"type":"surprise"}')).toBeNull()
    expect(readMessage(new ArrayBuffer(2))).toBeNull()
    expect(readMessage('{"type":"ping"}')).toEqual({ type: 'ping' })
  })
})
