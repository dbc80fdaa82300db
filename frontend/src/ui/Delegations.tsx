import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { moment } from '../lib/time'
import classes from './Delegations.module.css'
import { Pill } from './Pill'

type Lent = {
  id: string
  lender: { name: string }
  to: { name: string }
  starts_at: string
  ends_at: string
  reason: string
  state: 'planned' | 'active' | 'ended'
  may_end: boolean
}

const TONES = { planned: 'calm', active: 'wait', ended: 'calm' } as const

/** Who stands in for whom, and how to end that. */
export function Delegations({ items, onEnd }: { items: readonly Lent[]; onEnd: (id: string) => void }) {
  const { t, i18n } = useTranslation()
  if (items.length === 0) return null
  return (
    <ul className={classes.list}>
      {items.map((one) => (
        <li key={one.id}>
          <span className={classes.who}>
            <strong>{t('away.standsIn', { name: one.to.name, lender: one.lender.name })}</strong>{' '}
            <Pill tone={TONES[one.state]}>{t(`away.${one.state}`)}</Pill>
            <span className={classes.dates}>
              {moment(one.starts_at, i18n.language)} – {moment(one.ends_at, i18n.language)} · {one.reason}
            </span>
          </span>
          {one.may_end && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('away.endNamed', { name: one.to.name, lender: one.lender.name })}
              onClick={() => onEnd(one.id)}
            >
              {t('away.end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  )
}
