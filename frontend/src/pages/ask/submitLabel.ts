import { useTranslation } from 'react-i18next'
import type { Check, NewRequest } from '../../api/shapes'
import { spoken } from '../../lib/money'

/** The button says what will happen, with the amount. */
export function useSubmitLabel(body: NewRequest | null, check: Check | null): string {
  const { t, i18n } = useTranslation()
  if (!body || !check) return t('ask.submit')
  const { outcome, limit } = check.decision
  const amount = spoken(body.amount, body.currency, i18n.language)
  if (outcome === 'deny') return t('ask.submitDeny')
  if (check.decision.mode === 'override') return t('ask.submitActNow', { amount })
  if (outcome !== 'escalate') return t('ask.submitNow', { amount })
  if (!body.split || limit === null) return t('ask.submitAsk', { amount })
  const now = spoken(limit, body.currency, i18n.language)
  const ask = spoken(body.amount - limit, body.currency, i18n.language)
  return t('ask.submitSplit', { now, ask })
}
