import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { Search, SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKinds } from '../../../api/staff'
import { ROLES, SHOWN, type Shown, type StaffSearch } from '../../../lib/staff'
import classes from '../People.module.css'
import { useTitles } from '../titles'

type Props = { search: StaffSearch; onChange: (part: Partial<StaffSearch>) => void }

/** What the list is narrowed to; it stands in the address, so a list can be sent to somebody. */
export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation()
  const title = useTitles()
  const kinds = useKinds().data?.items ?? []
  const [more, setMore] = useState([search.tier, search.team, search.role, search.certificate].some(Boolean))
  const none = { value: '-', label: t('people.none') }
  const one = (
    label: string,
    value: string | undefined,
    data: { value: string; label: string }[],
    set: (v?: string) => void,
  ) => (
    <Select
      size="sm"
      clearable
      label={label}
      placeholder={t('people.any')}
      data={data}
      value={value ?? null}
      onChange={(chosen) => set(chosen ?? undefined)}
    />
  )
  return (
    <search className={classes.filters} aria-label={t('people.filters')}>
      <Words key={search.q === undefined ? 'empty' : 'said'} q={search.q} onChange={(q) => onChange({ q })} />
      <Select
        size="sm"
        allowDeselect={false}
        label={t('people.show')}
        data={SHOWN.map((value) => ({ value, label: t(`people.shown.${value}`) }))}
        value={search.show ?? 'active'}
        onChange={(show) => onChange({ show: show === 'active' ? undefined : (show as Shown) })}
      />
      <Button
        className={classes.moreButton}
        variant="default"
        aria-expanded={more}
        leftSection={<SlidersHorizontal size={15} aria-hidden="true" />}
        onClick={() => setMore(!more)}
      >
        {t('people.filters')}
      </Button>
      <div className={classes.moreFilters} data-open={more || undefined}>
        {one(
          t('people.tier'),
          search.tier,
          [...[...title.ladder].reverse().map(({ name }) => ({ value: name, label: title.tier(name) })), none],
          (tier) => onChange({ tier }),
        )}
        {one(
          t('people.team'),
          search.team,
          [...title.teams.map((team) => ({ value: team.name, label: team.title })), none],
          (team) => onChange({ team }),
        )}
        {one(
          t('people.roles'),
          search.role,
          ROLES.map((value) => ({ value, label: title.role(value) })),
          (role) => onChange({ role: ROLES.find((known) => known === role) }),
        )}
        {one(
          t('people.held'),
          search.certificate,
          kinds.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
          (certificate) => onChange({ certificate }),
        )}
      </div>
    </search>
  )
}

function Words({ q, onChange }: { q: string | undefined; onChange: (q: string | undefined) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(q ?? '')
  const later = useDebouncedCallback((next: string) => onChange(next.trim() || undefined), 250)
  return (
    <TextInput
      className={classes.search}
      size="sm"
      type="search"
      label={t('people.search')}
      placeholder={t('people.searchHint')}
      leftSection={<Search size={15} aria-hidden="true" />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value)
        later(event.currentTarget.value)
      }}
    />
  )
}
