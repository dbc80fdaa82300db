import { useTranslation } from 'react-i18next'
import { useRemedies } from '../../api/catalog'
import { REMEDY_ICONS, useRemedyTitle } from '../../ui/remedies'
import classes from './Ask.module.css'

/** What the customer gets. */
export function RemedyChoice({ value, onChange }: { value: string; onChange: (remedy: string) => void }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const offered = useRemedies().map(({ remedy }) => remedy as string)
  const remedies = offered.length > 0 ? offered : Object.keys(REMEDY_ICONS)
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
