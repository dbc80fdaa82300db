import { ActionIcon, Button } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Routing } from '../../../api/shapes'
import { Panel } from '../../../ui/Panel'
import { ApartDialog } from './ApartDialog'
import classes from './Routing.module.css'

/** Who is not asked about each other's requests. */
export function Apart({ routing, writes }: { routing: Routing; writes: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<number | 'new' | null>(null)
  const add = (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<Plus size={14} aria-hidden="true" />}
      onClick={() => setOpen('new')}
    >
      {t('routing.newPair')}
    </Button>
  )
  return (
    <Panel title={t('routing.apart')} aside={writes && add}>
      {routing.apart.length === 0 && <p className={classes.none}>{t('routing.noPairs')}</p>}
      <ul className={classes.lines}>
        {routing.apart.map((pair, index) => {
          const names = pair.map(({ name }) => name).join(' · ')
          return (
            <li key={pair.map(({ id }) => id).join()} className={classes.lineRow}>
              <span className={classes.whom}>{names}</span>
              {writes && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('routing.removePair', { names })}
                  onClick={() => setOpen(index)}
                >
                  <Trash2 size={15} aria-hidden="true" />
                </ActionIcon>
              )}
            </li>
          )
        })}
      </ul>
      {open !== null && (
        <ApartDialog at={open === 'new' ? null : open} routing={routing} onClose={() => setOpen(null)} />
      )}
    </Panel>
  )
}
