/** "team lead" as a heading: "Team lead". */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** 69921 → "69,921", or as the language has it. */
export const count = (many: number, locale: string): string => new Intl.NumberFormat(locale).format(many)
