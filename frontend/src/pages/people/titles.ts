import { useTranslation } from 'react-i18next'
import type { Role } from '../../api/shapes'
import { useLadder, useTeams } from '../../api/staff'

type Standing = { tier: string | null; brand_tiers: Record<string, string> }

/** What tiers, teams and roles are called; where the list is not there yet, by their short names. */
export function useTitles() {
  const { t } = useTranslation()
  const ladder = useLadder().data?.items ?? []
  const teams = useTeams().data?.items ?? []
  const tier = (name: string | null): string => {
    if (name === null) return t('people.noTier')
    const key = `tier.${name}` as 'tier.agent'
    const title = ladder.find((one) => one.name === name)?.title ?? name
    // A tier that still has the title it began with is called as everywhere on the screens.
    return BEGAN.get(name) === title ? t(key) : title.charAt(0).toUpperCase() + title.slice(1)
  }
  const standing = ({ tier: usual, brand_tiers }: Standing): string =>
    [
      ...(usual === null ? [] : [tier(usual)]),
      ...Object.entries(brand_tiers).map(([brand, there]) => t('people.apart.said', { tier: tier(there), brand })),
    ].join(' · ')
  const team = (name: string | null) =>
    name === null ? t('people.noTeam') : (teams.find((one) => one.name === name)?.title ?? name)
  const role = (name: string) => t(`people.role.${name as Role}`)
  return { tier, standing, team, role, ladder, teams }
}

const BEGAN = new Map([
  ['trainee', 'trainee'],
  ['agent', 'agent'],
  ['senior', 'senior'],
  ['lead', 'team lead'],
  ['duty_manager', 'duty manager'],
  ['director', 'director'],
])
