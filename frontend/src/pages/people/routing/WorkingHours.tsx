import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hours, Routing } from '../../../api/shapes'
import { formOf, spokenDays } from '../../../lib/routing'
import { Panel } from '../../../ui/Panel'
import { useTitles } from '../titles'
import { HoursDialog } from './HoursDialog'
import classes from './Routing.module.css'

/** When teams are there: what an agent is told when nobody is. */
export function WorkingHours({ routing, writes }: { routing: Routing; writes: boolean }) {
  const { t } = useTranslation()
  const { team } = useTitles()
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const at = open === 'new' ? null : open
  const said = (hours: Hours) => {
    const form = formOf(hours)
    if (!form) return t('routing.shifts', { count: hours.shifts.length })
    return `${spokenDays(form.days, (day) => t(`routing.day.${day}`))} ${form.start}–${form.until}, ${form.zone}`
  }
  const add = (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<Plus size={14} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('routing.newHours')}
    </Button>
  )
  return (
    <Panel title={t('routing.hours')} aside={writes && add}>
      {routing.hours.length === 0 && <p className={classes.none}>{t('routing.noHours')}</p>}
      <ul className={classes.lines}>
        {routing.hours.map((hours, index) => (
          <li key={hours.team ?? ''} className={classes.lineRow}>
            <span>
              <span className={classes.whom}>{hours.team === null ? t('routing.others') : team(hours.team)}</span>
              <span className={classes.how}>{said(hours)}</span>
            </span>
            {writes && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('routing.changeHoursOf', {
                  what: hours.team === null ? t('routing.others') : team(hours.team),
                })}
                onClick={() => setOpen(index)}
              >
                {t('routing.change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {open !== null && (
        <HoursDialog hours={at === null ? null : (routing.hours[at] ?? null)} at={at} onClose={() => setOpen(null)} />
      )}
    </Panel>
  )
}
