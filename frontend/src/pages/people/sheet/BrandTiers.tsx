import { Autocomplete, CloseButton, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { isBrand } from '../../../lib/staff'
import classes from '../People.module.css'
import { useTitles } from '../titles'

type Props = { value: Record<string, string>; fixed: boolean; onChange: (value: Record<string, string>) => void }

/** For single brands another tier than elsewhere; a brand is added by naming it and saying what somebody is there. */
export function BrandTiers({ value, fixed, onChange }: Props) {
  const { t } = useTranslation()
  const title = useTitles()
  const [brand, setBrand] = useState('')
  const known = $api.useQuery('get', '/api/v1/catalogue', {}, { enabled: !fixed, staleTime: 60_000 }).data?.brands ?? []
  const choices = [...title.ladder].reverse().map(({ name }) => ({ value: name, label: title.tier(name) }))
  const named = Object.entries(value)
  if (fixed && named.length === 0) return null
  const add = (tier: string | null) => {
    if (tier === null) return
    onChange({ ...value, [brand]: tier })
    setBrand('')
  }
  const remove = (gone: string) => onChange(Object.fromEntries(named.filter(([one]) => one !== gone)))
  return (
    <fieldset className={classes.apart}>
      <legend>{t('people.apart.title')}</legend>
      {named.map(([one, tier]) => (
        <div key={one} className={classes.apartRow}>
          <Select
            label={t('people.apart.at', { brand: one })}
            disabled={fixed}
            allowDeselect={false}
            data={choices}
            value={tier}
            onChange={(next) => next !== null && onChange({ ...value, [one]: next })}
          />
          {!fixed && <CloseButton aria-label={t('people.apart.remove', { brand: one })} onClick={() => remove(one)} />}
        </div>
      ))}
      {!fixed && (
        <div className={classes.apartRow}>
          <Autocomplete
            label={t('people.apart.brand')}
            maxLength={64}
            data={known.map(({ name }) => name).filter((name) => !(name in value))}
            value={brand}
            onChange={(said) => setBrand(said.trim().toLowerCase())}
          />
          <Select
            label={t('people.apart.as')}
            disabled={!isBrand(brand) || brand in value}
            data={choices}
            value={null}
            onChange={add}
          />
        </div>
      )}
    </fieldset>
  )
}
