import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../../api/shapes'
import type { BrandEntry } from '../../../lib/catalogue'
import { Panel } from '../../../ui/Panel'
import classes from '../budgets/Budgets.module.css'
import { BrandDialog } from './BrandDialog'

/** Brands with their clocks and currencies; a new one opens a matrix of its own. */
export function Brands({ catalogue, edits }: { catalogue: Catalogue; edits: boolean }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<BrandEntry | 'new' | null>(null)
  const add = edits && (
    <Button size="compact-sm" variant="default" onClick={() => setOpen('new')}>
      {t('catalogue.addBrand')}
    </Button>
  )
  return (
    <Panel
      flush
      title={`${t('catalogue.brands')} · ${catalogue.brands.length}`}
      label={t('catalogue.brands')}
      aside={add}
    >
      {catalogue.brands.length === 0 && <p className={classes.empty}>{t('catalogue.noBrands')}</p>}
      <ul className={classes.list}>
        {catalogue.brands.map((one) => (
          <li key={one.name}>
            <span className={classes.said}>
              {edits ? (
                <UnstyledButton className={classes.open} onClick={() => setOpen(one)}>
                  {one.title}
                </UnstyledButton>
              ) : (
                one.title
              )}
              <span className={classes.aside}>{[one.name, one.time_zone].join(' · ')}</span>
            </span>
            <span className={classes.limit}>{one.currencies.join(', ')}</span>
          </li>
        ))}
      </ul>
      {open && (
        <BrandDialog
          key={open === 'new' ? 'new' : open.name}
          brand={open === 'new' ? null : open}
          catalogue={catalogue}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
