import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { Person } from '../../../ui/Person'

type Props = { not: string; value: string | null; onChange: (id: string | null) => void }

/** Somebody else who is active, found by name on the server. */
export function SuccessorSelect({ not, value, onChange }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text, 200)
  const query = { active: true, order: 'name' as const, limit: 20, ...(q.trim() ? { q: q.trim() } : {}) }
  const found = $api.useQuery('get', '/api/v1/people', { params: { query } }, { placeholderData: (old) => old })
  const people = (found.data?.items ?? []).filter(({ id }) => id !== not)
  const emails = new Map(people.map(({ id, email }) => [id, email]))
  return (
    <Select
      searchable
      label={t('people.successor')}
      placeholder={t('people.successorHint')}
      nothingFoundMessage={t('common.nothingFound')}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option }) => <Person size="sm" name={option.label} detail={emails.get(option.value) ?? null} />}
      // The server has narrowed already, by words in any order.
      filter={({ options }) => options}
      value={value}
      onChange={onChange}
      searchValue={text}
      onSearchChange={setText}
      mb="md"
    />
  )
}
