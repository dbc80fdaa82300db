import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../../api/shapes'
import { Panel } from '../../../ui/Panel'
import { Pill } from '../../../ui/Pill'
import classes from '../budgets/Budgets.module.css'
import { ReasonDialog } from './ReasonDialog'

type Reason = Catalogue['reasons'][number]

/** Reason codes by what they belong to: the usual ones and one's own. */
export function Reasons({ catalogue, edits }: { catalogue: Catalogue; edits: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Reason | 'new' | null>(null)
  const add = edits && (
    <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
      {t('catalogue.addReason')}
    </Button>
  )
  return (
    <Panel
      flush
      title={`${t('catalogue.reasons')} · ${catalogue.reasons.filter(({ retired }) => !retired).length}`}
      label={t('catalogue.reasons')}
      aside={add}
    >
      <ul className={classes.list}>
        {catalogue.reasons.map((one) => (
          <li key={one.code}>
            <span className={classes.said}>
              {edits ? (
                <UnstyledButton className={classes.open} onClick={() => setOpen(one)}>
                  {one.title}
                </UnstyledButton>
              ) : (
                one.title
              )}
              <span className={classes.aside}>
                {[one.code, t(`basis.${one.basis}`), one.note_required && t('catalogue.needsNote')]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {one.retired && <Pill tone="calm">{t('catalogue.retired')}</Pill>}
            {one.own && !one.retired && <Pill tone="ok">{t('catalogue.own')}</Pill>}
          </li>
        ))}
      </ul>
      {open && (
        <ReasonDialog
          key={open === 'new' ? 'new' : open.code}
          reason={open === 'new' ? null : open}
          catalogue={catalogue}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
