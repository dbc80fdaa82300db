import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import type { Quorum } from '../../../lib/quorums'

/** Above what more than one has to approve, in words. */
export function useQuorumSaid(tiers: readonly Tier[]) {
  const { t, i18n } = useTranslation()
  const title = (name: string) => tiers.find((tier) => tier.name === name)?.title ?? name
  const tier = (name: string) => t(`tier.${name}` as 'tier.agent', { defaultValue: title(name) })
  const amount = ({ above, currency }: Quorum) => spoken(above, currency, i18n.language)
  const whole = (one: Quorum) => t('limits.quorumSaid', { n: one.approvers, amount: amount(one), tier: tier(one.tier) })
  return { tier, amount, whole }
}
