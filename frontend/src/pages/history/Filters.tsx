import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { may, useMe } from '../../api/me'
import { STATES } from '../../lib/states'
import { REMEDY_ICONS, useRemedyTitle } from '../../ui/remedies'
import classes from './History.module.css'
import type { HistorySearch } from './search'

type Props = { search: HistorySearch; onChange: (part: Partial<HistorySearch>) => void }

/** Filters; what is typed waits for a pause before it counts. */
export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  return (
    <search className={classes.filters}>
      <Select
        size="sm"
        clearable
        label={t('column.state')}
        placeholder={t('history.any')}
        data={STATES.map((value) => ({ value, label: t(`state.${value}` as 'state.pending') }))}
        value={search.state ?? null}
        onChange={(value) => onChange({ state: value ?? undefined })}
      />
      <Select
        size="sm"
        clearable
        label={t('ask.remedy')}
        placeholder={t('history.any')}
        data={Object.keys(REMEDY_ICONS).map((value) => ({ value, label: title(value) }))}
        value={search.remedy ?? null}
        onChange={(value) => onChange({ remedy: value ?? undefined })}
      />
      <Who search={search} onChange={onChange} />
      <Typed label={t('column.order')} value={search.order_id} onChange={(order_id) => onChange({ order_id })} />
      <Typed label={t('column.customer')} value={search.customer_id} onChange={(id) => onChange({ customer_id: id })} />
      <Typed type="date" label={t('history.since')} value={search.since} onChange={(since) => onChange({ since })} />
      <Typed type="date" label={t('history.until')} value={search.until} onChange={(until) => onChange({ until })} />
    </search>
  )
}

function Who({ search, onChange }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const reads = may(me, 'people.read')
  const query = { params: { query: { limit: 200 } } }
  const people = $api.useQuery('get', '/api/v1/people', query, { enabled: reads, staleTime: 60_000 }).data?.items ?? []
  if (!reads) return null
  const teams = [...new Set(people.map(({ team }) => team).filter((team) => team !== null))].sort()
  return (
    <>
      <Select
        size="sm"
        clearable
        searchable
        label={t('column.requester')}
        placeholder={t('history.any')}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        value={people.length > 0 ? (search.requester ?? null) : null}
        onChange={(value) => onChange({ requester: value ?? undefined })}
      />
      <Select
        size="sm"
        clearable
        label={t('history.team')}
        placeholder={t('history.any')}
        data={teams}
        value={search.team ?? null}
        onChange={(value) => onChange({ team: value ?? undefined })}
      />
    </>
  )
}

type TypedProps = {
  label: string
  value: string | undefined
  type?: 'text' | 'date'
  onChange: (value: string | undefined) => void
}

function Typed({ label, value, type = 'text', onChange }: TypedProps) {
  const [text, setText] = useState(value ?? '')
  const later = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), type === 'date' ? 0 : 350)
  return (
    <TextInput
      size="sm"
      type={type}
      label={label}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
    />
  )
}
