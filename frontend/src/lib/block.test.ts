import { describe, expect, it } from 'vitest'
import { filledDown, placed, readBlock, writeBlock } from './block'

const size = { lines: 5, tiers: 4 }
const one = { top: 1, left: 1, bottom: 1, right: 1 }

describe('a block on the clipboard', () => {
  it('is read with tabs, lines, quotes, and the last line break of a spreadsheet', () => {
    expect(readBlock('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(readBlock('"a\tb"\t"say ""yes"""')).toEqual([['a\tb', 'say "yes"']])
    expect(readBlock('')).toEqual([['']])
    expect(readBlock('\t')).toEqual([['', '']])
  })

  it('comes back as it was written', () => {
    const block = [
      ['1', 'a\tb', ''],
      ['"', 'x\ny', '3'],
    ]
    expect(readBlock(writeBlock(block))).toEqual(block)
  })
})

describe('where a block stands', () => {
  it('is from the corner of the selection', () => {
    const { cells, left } = placed(readBlock('1\t2\n3\t4'), one, size)
    expect(cells.map(({ spot, text }) => [spot.line, spot.tier, text])).toEqual([
      [1, 1, '1'],
      [1, 2, '2'],
      [2, 1, '3'],
      [2, 2, '4'],
    ])
    expect(left).toBe(0)
  })

  it('is again and again over a selection that it divides', () => {
    const { cells } = placed([['7']], { top: 0, left: 0, bottom: 1, right: 1 }, size)
    expect(cells.map(({ text }) => text)).toEqual(['7', '7', '7', '7'])
  })

  it('counts what falls outside', () => {
    expect(placed(readBlock('1\t2\n3\t4'), { top: 4, left: 3, bottom: 4, right: 3 }, size).left).toBe(3)
  })
})

describe('fill down', () => {
  const text = ({ line, tier }: { line: number; tier: number }) => `${line}/${tier}`

  it('takes the top line of the selection for the others', () => {
    expect(filledDown({ top: 1, left: 0, bottom: 3, right: 1 }, text).map((cell) => cell.text)).toEqual([
      ...['1/0', '1/1', '1/0', '1/1'],
    ])
  })

  it('takes the line above for a single one, and nothing above the first', () => {
    expect(filledDown(one, text)).toEqual([{ spot: { line: 1, tier: 1 }, text: '0/1' }])
    expect(filledDown({ top: 0, left: 0, bottom: 0, right: 0 }, text)).toEqual([])
  })
})
