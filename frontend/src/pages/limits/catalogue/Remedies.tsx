import { Switch, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../../api/shapes'
import { wantedOf, withRemedy } from '../../../lib/catalogue'
import { Panel } from '../../../ui/Panel'
import { Pill } from '../../../ui/Pill'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from '../budgets/Budgets.module.css'
import { EntryDialog } from './EntryDialog'

type Remedy = Catalogue['remedies'][number]

/** The remedies of the trade, and which of them are given here. */
export function Remedies({ catalogue, edits }: { catalogue: Catalogue; edits: boolean }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const [open, setOpen] = useState<Remedy | null>(null)
  return (
    <Panel flush title={t('catalogue.remedies')} label={t('catalogue.remedies')}>
      <ul className={classes.list}>
        {catalogue.remedies.map((one) => (
          <li key={one.remedy}>
            <span className={classes.said}>
              {edits ? (
                <UnstyledButton className={classes.open} onClick={() => setOpen(one)}>
                  {title(one.remedy)}
                </UnstyledButton>
              ) : (
                title(one.remedy)
              )}
              <span className={classes.aside}>{one.needs_order ? t('catalogue.onOrder') : t('catalogue.anyone')}</span>
            </span>
            {one.retired && <Pill tone="calm">{t('catalogue.retired')}</Pill>}
          </li>
        ))}
      </ul>
      {open && <RemedyDialog key={open.remedy} remedy={open} catalogue={catalogue} onClose={() => setOpen(null)} />}
    </Panel>
  )
}

type Props = { remedy: Remedy; catalogue: Catalogue; onClose: () => void }

function RemedyDialog({ remedy, catalogue, onClose }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const [retired, setRetired] = useState(remedy.retired)
  return (
    <EntryDialog
      title={title(remedy.remedy)}
      catalogue={catalogue}
      wanted={withRemedy(wantedOf(catalogue), remedy.remedy, retired)}
      onClose={onClose}
    >
      <Switch
        label={t('catalogue.retire')}
        description={t('catalogue.retireText')}
        checked={retired}
        onChange={(event) => setRetired(event.currentTarget.checked)}
      />
    </EntryDialog>
  )
}
