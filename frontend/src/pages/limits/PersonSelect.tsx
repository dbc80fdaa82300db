import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'

type Props = {
  label: string
  /** What else can be chosen, before the people. */
  others?: { value: string; label: string }[]
  value: string | null
  name?: string | undefined
  error?: string | undefined
  onChange: (subject: string | null, name: string) => void
}

/** A subject of rules: what is offered, or a person found by name or e-mail among however many there are. */
export function PersonSelect({ label, others = [], value, name, error, onChange }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed, 200)
  const query = { q: q || undefined, limit: 20, active: true, order: 'name' as const }
  const people = $api.useQuery('get', '/api/v1/people', { params: { query } }, { placeholderData: (old) => old })
  const found = (people.data?.items ?? []).map((one) => ({ value: `user:${one.id}`, label: one.name }))
  const known = value && name && !found.some((one) => one.value === value) && value.startsWith('user:')
  const persons = known ? [{ value, label: name }, ...found] : found
  const data =
    others.length > 0
      ? [
          { group: t('limits.groups'), items: others },
          { group: t('limits.people'), items: persons },
        ]
      : persons
  return (
    <Select
      label={label}
      searchable
      error={error}
      nothingFoundMessage={t('common.nothingFound')}
      data={data}
      value={value}
      onSearchChange={setTyped}
      filter={({ options, search }) => {
        // The server has looked among the people; only what is offered besides is looked through here.
        const low = search.toLowerCase()
        return options.map((one) =>
          'group' in one
            ? {
                ...one,
                items: one.items.filter(
                  ({ value, label }) => value.startsWith('user:') || label.toLowerCase().includes(low),
                ),
              }
            : one,
        )
      }}
      onChange={(subject, option) => onChange(subject, option?.label ?? '')}
    />
  )
}
