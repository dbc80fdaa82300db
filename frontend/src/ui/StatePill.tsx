import { useTranslation } from 'react-i18next'
import { isMoving, toneOf } from '../lib/states'
import { Pill } from './Pill'

/** The state of a request as a pill. */
export function StatePill({ state }: { state: string }) {
  const { t } = useTranslation()
  return (
    <Pill tone={toneOf(state)} moving={isMoving(state)}>
      {t(`state.${state}` as 'state.pending')}
    </Pill>
  )
}
