/** Words to look for: each has to be met somewhere in a text, without regard to capitals. */

export const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

export const meets = (text: string, words: readonly string[]): boolean => {
  const low = text.toLowerCase()
  return words.every((word) => low.includes(word))
}
