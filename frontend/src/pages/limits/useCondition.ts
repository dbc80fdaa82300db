import { useTranslation } from 'react-i18next'
import { sayCondition } from '../../lib/conditions'

/** A clause of a condition in a few words. */
export function useCondition(): (clause: string) => string {
  const { t } = useTranslation()
  return (clause) => {
    const { key, value } = sayCondition(clause)
    return t(`condition.${key}`, { value })
  }
}
