import { describe, expect, it } from 'vitest'
import type { SetChange } from './draft'
import { Keeper } from './keeper'
import { beyond, both, sameChanges } from './merge'
import { done, fresh, redone, undone } from './undo'

const set = (remedy: string, amount: number): SetChange => ({
  ...{ change: 'set_limit', subject: 'tier:agent', remedy, currency: 'USD', brand: 'acme', mode: 'auto' },
  ...{ kind: 'grant', amount, when: '', guideline: '' },
})

describe('undo and redo', () => {
  it('go back and forth, and a new step forgets what was undone', () => {
    const two = done(done(fresh(0), 1), 2)
    const back = undone(two)
    expect([back.now, undone(back).now, undone(undone(back)).now]).toEqual([1, 0, 0])
    expect([redone(back).now, redone(redone(back)).now]).toEqual([2, 2])
    expect(done(back, 9).future).toEqual([])
  })
})

describe('keeping on the server', () => {
  it('sends one at a time, leaves out what is old by then, and always the last', async () => {
    const sent: number[] = []
    let free = () => {}
    const keeper = new Keeper<number>(async (value) => {
      sent.push(value)
      await new Promise<void>((resolve) => {
        free = resolve
      })
    })
    const all = Promise.all([1, 2].map((value) => keeper.keep(value)))
    await Promise.resolve()
    await Promise.resolve()
    expect(sent).toEqual([2])
    void keeper.keep(3)
    const last = keeper.keep(4)
    free()
    await new Promise((resolve) => setTimeout(resolve))
    free()
    await Promise.all([all, last])
    expect([sent, keeper.busy]).toEqual([[2, 4], false])
  })

  it('fails with what the sending failed with, and can send again', async () => {
    let works = false
    const keeper = new Keeper<number>(() => (works ? Promise.resolve() : Promise.reject(new Error('stale'))))
    await expect(keeper.keep(1)).rejects.toThrow('stale')
    works = true
    await expect(keeper.keep(2)).resolves.toBeUndefined()
  })
})

describe('two who changed one draft', () => {
  const [a, b, mine, theirs] = [set('refund', 1), set('discount', 1), set('refund', 2), set('refund', 3)]

  it('are told what only one of them has', () => {
    expect(beyond([a, b], [b])).toEqual([a])
    expect(sameChanges([a, b], [{ ...a }, { ...b }])).toBe(true)
    expect(sameChanges([a, b], [b, a])).toBe(false)
  })

  it('together: mine wins where both touched a rule, and what I took back stays away', () => {
    expect(both([a], [mine], [theirs, b])).toEqual([b, mine])
    expect(both([a], [], [a, b])).toEqual([b])
    expect(both([], [a], [b])).toEqual([b, a])
  })
})
