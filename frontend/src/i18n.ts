import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './locales/en.json'

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES
const KEPT = 'remit.language'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

const isLanguage = (value: string | null): value is Language => value !== null && value in LANGUAGES

function wanted(): Language {
  const kept = localStorage.getItem(KEPT)
  if (isLanguage(kept)) return kept
  return navigator.language.startsWith('de') ? 'de' : 'en'
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false }, // React escapes.
})

/** English is in the bundle; the other language is fetched when somebody wants it. */
export async function speak(language: Language): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'translation')) {
    const { default: de } = await import('./locales/de.json')
    i18next.addResourceBundle('de', 'translation', de)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}

export function choose(language: Language): void {
  localStorage.setItem(KEPT, language)
  void speak(language)
}

export const ready: Promise<void> = speak(wanted())
