import { MultiSelect, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ROLES, raises, type Wish } from '../../../lib/staff'
import { Note } from '../../../ui/Note'
import classes from '../People.module.css'
import { useTitles } from '../titles'

type Props = {
  wish: Wish
  before: Wish
  onChange: (wish: Wish) => void
  readOnly?: boolean
  own?: boolean
}

/** What an account says; where that gives more authority, it says so before anybody saves. */
export function AccountFields({ wish, before, onChange, readOnly = false, own = false }: Props) {
  const { t } = useTranslation()
  const title = useTitles()
  const fixed = readOnly || own
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('people.name')}
        maxLength={200}
        readOnly={readOnly}
        value={wish.name}
        onChange={(event) => onChange({ ...wish, name: event.currentTarget.value })}
      />
      <TextInput
        label={t('people.email')}
        type="email"
        maxLength={254}
        readOnly={readOnly}
        value={wish.email}
        onChange={(event) => onChange({ ...wish, email: event.currentTarget.value })}
      />
      <SimpleGrid cols={2} spacing="sm">
        <Select
          clearable
          label={t('people.tier')}
          placeholder={t('people.noTier')}
          disabled={fixed}
          data={[...title.ladder].reverse().map(({ name }) => ({ value: name, label: title.tier(name) }))}
          value={wish.tier}
          onChange={(tier) => onChange({ ...wish, tier })}
        />
        <Select
          clearable
          label={t('people.team')}
          placeholder={t('people.noTeam')}
          disabled={fixed}
          data={title.teams.map(({ name, title: label }) => ({ value: name, label }))}
          value={wish.team}
          onChange={(team) => onChange({ ...wish, team })}
        />
      </SimpleGrid>
      <MultiSelect
        label={t('people.roles')}
        {...(wish.roles.length === 0 ? { placeholder: t('people.noRole') } : {})}
        disabled={fixed}
        data={ROLES.map((value) => ({ value, label: title.role(value) }))}
        value={wish.roles}
        onChange={(chosen) => onChange({ ...wish, roles: ROLES.filter((role) => chosen.includes(role)) })}
      />
      {raises(before, wish, title.ladder) && (
        <Note tone="wait" role="status">
          {t('people.raises')}
        </Note>
      )}
    </div>
  )
}
