import { Select } from '@mantine/core'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useRemedies } from '../../api/catalog'
import { REMEDY_ICONS, useRemedyTitle } from '../../ui/remedies'
import classes from './Ask.module.css'

type Props = { value: string; withoutOrder: boolean; compact: boolean; onChange: (remedy: string) => void }

/** What the customer gets. What is given on an order cannot be chosen without one. */
export function RemedyChoice({ value, withoutOrder, compact, onChange }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const catalog = useRemedies()
  const offered = catalog.map(({ remedy }) => remedy as string)
  const remedies = offered.length > 0 ? offered : Object.keys(REMEDY_ICONS)
  const needsOrder = (remedy: string) => catalog.some((one) => one.remedy === remedy && one.needs_order)
  const free = remedies.find((remedy) => !needsOrder(remedy))
  const stuck = withoutOrder && needsOrder(value)
  useEffect(() => {
    if (stuck && free) onChange(free)
  })
  if (compact) {
    return (
      <Select
        label={t('ask.remedy')}
        allowDeselect={false}
        value={value}
        data={remedies.map((one) => ({ value: one, label: title(one), disabled: withoutOrder && needsOrder(one) }))}
        onChange={(remedy) => onChange(remedy ?? value)}
      />
    )
  }
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className={classes.label}>{t('ask.remedy')}</legend>
      <div className={classes.remedies}>
        {remedies.map((remedy) => {
          const Icon = REMEDY_ICONS[remedy] ?? REMEDY_ICONS.refund
          return (
            <label key={remedy} className={classes.remedy}>
              <input
                type="radio"
                name="remedy"
                value={remedy}
                checked={remedy === value}
                disabled={withoutOrder && needsOrder(remedy)}
                onChange={() => onChange(remedy)}
              />
              {Icon && <Icon size={16} strokeWidth={1.8} aria-hidden="true" />}
              {title(remedy)}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
