import { describe, expect, it } from 'vitest'
import { marked, type Quorum, quorumFormOf, quorumsSet, quorumsWith, readQuorum, withQuorum } from './quorums'

const MANAGER: Quorum = { tier: 'duty_manager', currency: 'USD', above: 100_000, approvers: 2 }
const LEAD: Quorum = { tier: 'lead', currency: 'USD', above: 50_000, approvers: 2 }
const THREE: Quorum = { ...MANAGER, approvers: 3 }
const LIVE = [MANAGER, LEAD]
const OTHER = { change: 'remove_limit' as const, rule: 'L-0001' }

describe('above what more than one has to approve', () => {
  it('is what is in force until the draft says otherwise', () => {
    expect(quorumsWith(LIVE, [OTHER])).toEqual(LIVE)
    expect(quorumsWith(LIVE, quorumsSet(LIVE, [OTHER], [THREE]))).toEqual([THREE])
    expect(quorumsWith(LIVE, quorumsSet(LIVE, [], []))).toEqual([])
  })

  it('is one change, and none once it is as in force, in whichever order', () => {
    const once = quorumsSet(LIVE, [OTHER], [THREE, LEAD])
    expect(quorumsSet(LIVE, once, [LEAD])).toEqual([OTHER, { change: 'set_quorums', quorums: [LEAD] }])
    expect(quorumsSet(LIVE, once, [LEAD, MANAGER])).toEqual([OTHER])
  })

  it('is put beside the others, in the place of one, or taken away', () => {
    const more = { ...MANAGER, above: 200_000 }
    expect(withQuorum(LIVE, null, more)).toEqual([MANAGER, LEAD, more])
    expect(withQuorum(LIVE, MANAGER, more)).toEqual([more, LEAD])
    expect(withQuorum(LIVE, MANAGER, null)).toEqual([LEAD])
  })

  it('has one number for one amount: what is said last counts', () => {
    expect(withQuorum(LIVE, null, THREE)).toEqual([LEAD, THREE])
    expect(withQuorum(LIVE, LEAD, THREE)).toEqual([THREE])
    expect(withQuorum(LIVE, MANAGER, THREE)).toEqual([THREE, LEAD])
  })

  it('is marked where the draft brings it or takes it away', () => {
    const changes = quorumsSet(LIVE, [], [THREE, LEAD])
    expect(marked(LIVE, changes).map(({ approvers, status }) => [approvers, status])).toEqual([
      [3, 'added'],
      [2, 'same'],
      [2, 'removed'],
    ])
  })

  it('is read as it was written, and says what is wrong', () => {
    const form = quorumFormOf(MANAGER, 'de')
    expect(form.text).toBe('1000,00')
    expect(readQuorum(form, 'de')).toEqual({ quorum: MANAGER, error: null })
    expect(readQuorum({ ...form, text: '0' }, 'en').quorum?.above).toBe(0)
    expect(readQuorum({ ...form, text: '' }, 'en').error).toBe('empty')
    for (const approvers of [null, 1, 6]) expect(readQuorum({ ...form, approvers }, 'de').error).toBe('approvers')
  })
})
