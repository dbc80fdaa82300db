import { describe, expect, it } from 'vitest'
import { contextOf } from './panel'

const DESK = 'https://acme.zendesk.com'
const said = (data: unknown, origin = DESK) => contextOf({ origin, data }, [DESK])

describe('what the helpdesk says', () => {
  it('is the order, the customer and the channel', () => {
    expect(said({ type: 'remit:context', order: 'SO-1', customer: 'C-1', channel: 'chat' })).toEqual({
      order: 'SO-1',
      customer: 'C-1',
      channel: 'chat',
    })
  })

  it('is heard from nobody else', () => {
    const context = { type: 'remit:context', order: 'SO-1' }
    for (const origin of [
      'https://evil.example',
      'https://acme.zendesk.com.evil.example',
      'http://acme.zendesk.com',
      'null',
      '',
    ]) {
      expect([origin, said(context, origin)]).toEqual([origin, null])
    }
  })

  it('is nothing where it is of another kind', () => {
    for (const data of [null, 'remit:context', 7, [], {}, { type: 'other' }]) expect(said(data)).toBeNull()
  })

  it('leaves out what cannot be', () => {
    const wild = { type: 'remit:context', order: { id: 1 }, customer: 'a b', channel: 'pigeon' }
    expect(said(wild)).toEqual({ order: undefined, customer: undefined, channel: undefined })
  })
})
