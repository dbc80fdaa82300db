import { Select, TagsInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../../api/shapes'
import { type BrandEntry, wantedOf, withBrand } from '../../../lib/catalogue'
import { EntryDialog } from './EntryDialog'

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/
const CURRENCY = /^[A-Z]{3}$/
const BLANK: BrandEntry = { name: '', title: '', time_zone: 'UTC', currencies: ['USD'] }

type Props = { brand: BrandEntry | null; catalogue: Catalogue; onClose: () => void }

/** A brand: what people call it, by which clock it lives, in which currencies it sells. */
export function BrandDialog({ brand, catalogue, onClose }: Props) {
  const { t } = useTranslation()
  const [form, setForm] = useState<BrandEntry>(brand ?? BLANK)
  const put = (part: Partial<BrandEntry>) => setForm((old) => ({ ...old, ...part }))
  const named = NAME.test(form.name)
  const sells = form.currencies.length > 0 && form.currencies.every((one) => CURRENCY.test(one))
  const everything = wantedOf(catalogue)
  const next = { ...form, title: form.title.trim() }
  return (
    <EntryDialog
      title={brand ? brand.title : t('catalogue.addBrand')}
      catalogue={catalogue}
      wanted={named && sells && next.title ? withBrand(everything, brand, next) : null}
      without={brand ? withBrand(everything, brand, null) : undefined}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('catalogue.title')}
        maxLength={100}
        value={form.title}
        onChange={(event) => put({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t('catalogue.name')}
        description={t('catalogue.nameText')}
        maxLength={64}
        disabled={brand !== null}
        error={form.name !== '' && !named && t('catalogue.nameText')}
        value={form.name}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <Select
        label={t('catalogue.zone')}
        searchable
        allowDeselect={false}
        limit={60}
        data={ZONES.includes(form.time_zone) ? ZONES : [form.time_zone, ...ZONES]}
        value={form.time_zone}
        onChange={(zone) => put({ time_zone: zone ?? 'UTC' })}
      />
      <TagsInput
        label={t('catalogue.currencies')}
        placeholder="EUR"
        error={!sells && t('catalogue.currenciesText')}
        value={form.currencies}
        onChange={(currencies) => put({ currencies: [...new Set(currencies.map((one) => one.toUpperCase()))] })}
      />
    </EntryDialog>
  )
}
