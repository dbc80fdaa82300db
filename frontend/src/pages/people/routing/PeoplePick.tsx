import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'

type Named = { id: string; name: string }
type Props = { label: string; value: Named[]; onChange: (people: Named[]) => void; most?: number; text?: string }

/** People, found by name on the server. */
export function PeoplePick({ label, value, onChange, most = 20, text }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const query = { active: true, order: 'name' as const, limit: 20, ...(q ? { q } : {}) }
  const found = $api.useQuery('get', '/api/v1/people', { params: { query } }, { placeholderData: (old) => old })
  const names = new Map([...(found.data?.items ?? []), ...value].map(({ id, name }) => [id, name]))
  return (
    <MultiSelect
      label={label}
      description={text}
      searchable
      hidePickedOptions
      maxValues={most}
      nothingFoundMessage={t('common.nothingFound')}
      data={[...names].map(([id, name]) => ({ value: id, label: name }))}
      value={value.map(({ id }) => id)}
      // The server has narrowed already, by words in any order.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={(ids) => onChange(ids.map((id) => ({ id, name: names.get(id) ?? id })))}
    />
  )
}
