import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../api/shapes'
import classes from '../People.module.css'
import { useStaffSearch } from '../search'

/** How long it is valid, who holds it, and whether any limit asks for it. */
export function KindFacts({ kind }: { kind: Kind }) {
  const { t } = useTranslation()
  const [, change] = useStaffSearch()
  const { code, name, months, held, lapsed, rules } = kind
  const show = (part: { certificate: string; show?: 'lapsed' }) => change({ tab: undefined, ...part })
  return (
    <span className={classes.words}>
      <span className={classes.lineTitle}>{name}</span>
      <span className={classes.email}>
        {months === null ? t('people.forever') : t('people.validity', { count: months })}
        {' · '}
        {rules.length === 0 ? t('people.asksForNone') : t('people.asksFor', { count: rules.length })}
      </span>
      <span className={classes.kindCounts}>
        <Anchor component="button" type="button" size="sm" onClick={() => show({ certificate: code })}>
          {held} {t('people.holders')}
        </Anchor>
        {lapsed > 0 && (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => show({ certificate: code, show: 'lapsed' })}
          >
            {t('people.lapsedCount', { count: lapsed })}
          </Anchor>
        )}
      </span>
    </span>
  )
}
