import { Check, Eye, type LucideIcon, Users, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Mode } from '../../../lib/grid'

export const MODE_ICONS: Record<Mode, LucideIcon> = { auto: Check, review: Eye, approve: Users, override: Zap }

const WORDS = {
  auto: 'limits.line.auto',
  review: 'limits.line.review',
  approve: 'limits.line.approve',
  override: 'limits.line.override',
} as const

/** What a line of the matrix is called: alone, looked at afterwards, approving for others, in an emergency. */
export function useModeWord(): (mode: string) => string {
  const { t } = useTranslation()
  return (mode) => (mode in WORDS ? t(WORDS[mode as Mode]) : t('limits.line.any'))
}
