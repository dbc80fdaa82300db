import { expect, test } from 'vitest'
import { withinSentence } from './text'

test('within a sentence a title is small, but for the nouns of German', () => {
  expect(withinSentence('Goodwill credit', 'en')).toBe('goodwill credit')
  expect(withinSentence('Erstattung', 'de-DE')).toBe('Erstattung')
})
