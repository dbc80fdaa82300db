import { expect, it } from 'vitest'
import de from './de.json'
import en from './en.json'

function keysOf(tree: object, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : keysOf(value as object, `${path}${key}.`),
  )
}
const at = (tree: object, key: string): string =>
  String(key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], tree))
const blanks = (text: string): string[] => [...text.matchAll(/{{\w+}}/g)].map(([blank]) => blank).sort()

it('says everything in both languages, with the same blanks to fill', () => {
  expect(keysOf(de)).toEqual(keysOf(en))
  for (const key of keysOf(en)) expect([key, blanks(at(de, key))]).toEqual([key, blanks(at(en, key))])
})
