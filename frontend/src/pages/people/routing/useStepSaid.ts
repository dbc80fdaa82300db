import { useTranslation } from 'react-i18next'
import type { Escalation } from '../../../api/shapes'
import type { Step } from '../../../lib/routing'
import { useTitles } from '../titles'

/** Steps and ends in words. */
export function useStepSaid() {
  const { t, i18n } = useTranslation()
  const { tier, team } = useTitles()
  const people = (step: Step) =>
    new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(step.people.map(({ name }) => name))
  const whom = (step: Step) => {
    if (step.to === 'tier') return tier(step.tier)
    return step.to === 'people' ? people(step) : t(`routing.to.${step.to}`)
  }
  const how = (step: Step) => t(`routing.ask.${step.ask}`)
  const scope = (one: Pick<Escalation, 'team' | 'brand'>) => {
    const teams = one.team === null ? t('routing.everyTeam') : team(one.team)
    return one.brand === null ? teams : `${teams} · ${one.brand}`
  }
  return { whom, how, scope }
}
