import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Tier } from '../../../api/shapes'
import { capital } from '../../../lib/text'
import { useWho } from './useWho'

type Props = {
  label: string
  tiers: Tier[]
  value: string[]
  error: string | undefined
  onChange: (who: string[]) => void
}

/** Somebody new of these tiers, and persons found by name or e-mail. */
export function WhoSelect({ label, tiers, value, error, onChange }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 200)
  const name = useWho(tiers, value)
  const query = { q: q || undefined, limit: 20, active: true, order: 'name' as const }
  const people = $api.useQuery('get', '/api/v1/people', { params: { query } }, { placeholderData: (old) => old })
  const found = (people.data?.items ?? []).map((one) => ({ value: `user:${one.id}`, label: one.name }))
  const groups = tiers.map((one) => ({ value: `tier:${one.name}`, label: capital(one.title) }))
  const listed = new Set([...found, ...groups].map((one) => one.value))
  const others = value.filter((one) => !listed.has(one)).map((one) => ({ value: one, label: name(one) }))
  return (
    <MultiSelect
      label={label}
      searchable
      hidePickedOptions
      error={error}
      nothingFoundMessage={t('common.nothingFound')}
      data={[
        { group: t('limits.groups'), items: groups },
        { group: t('limits.people'), items: [...others, ...found] },
      ]}
      value={value}
      onSearchChange={setTyped}
      onChange={onChange}
    />
  )
}
