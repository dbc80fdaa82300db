/** "team lead" as a heading: "Team lead". */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A title within a sentence: "Goodwill credit" becomes "goodwill credit"; a German noun keeps its capital. */
export const withinSentence = (title: string, locale: string): string =>
  locale.startsWith('de') ? title : title.toLocaleLowerCase(locale)

/** 69921 → "69,921", or as the language has it. */
export const count = (many: number, locale: string): string => new Intl.NumberFormat(locale).format(many)
