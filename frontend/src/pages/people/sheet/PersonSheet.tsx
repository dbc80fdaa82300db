import { Drawer, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { may, useMe } from '../../../api/me'
import type { Account } from '../../../api/shapes'
import { personQuery } from '../../../api/staff'
import { Note } from '../../../ui/Note'
import { Face } from '../../../ui/Person'
import { Pill } from '../../../ui/Pill'
import { Trouble } from '../../../ui/Trouble'
import classes from '../People.module.css'
import { useTitles } from '../titles'
import { AccountForm } from './AccountForm'
import { HeldList } from './HeldList'
import { OffNote } from './OffNote'
import { Proposal } from './Proposal'
import { Ways } from './Ways'

/** Somebody in full, over whatever list they were opened from. */
export function PersonSheet({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const { data, error } = useQuery({ ...personQuery(id ?? ''), enabled: id !== undefined })
  const person = data?.id === id ? data : undefined
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={500}
      title={t('people.person')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {error && !person && <Trouble error={error} />}
      {!person && !error && <Skeleton height={300} />}
      {person && <InFull key={person.id} person={person} />}
    </Drawer>
  )
}

function InFull({ person }: { person: Account }) {
  const { t } = useTranslation()
  const me = useMe()
  const title = useTitles()
  const { effective } = person.presence
  const writes = may(me, 'people.write')
  return (
    <div className={classes.sheet}>
      <div className={classes.sheetHead}>
        <span className={classes.face} data-size="lg">
          <Face name={person.name} />
        </span>
        <div className={classes.words}>
          <h2 className={classes.sheetName}>{person.name}</h2>
          <span className={classes.email}>
            {[title.standing(person), person.team && title.team(person.team)].filter(Boolean).join(' · ') ||
              person.roles.map(title.role).join(', ')}
          </span>
        </div>
        {person.active && (
          <Pill tone={effective === 'available' ? 'ok' : effective === 'busy' ? 'wait' : 'calm'}>
            {t(`presence.${effective}`)}
          </Pill>
        )}
      </div>
      {!person.active && <OffNote person={person} writes={writes} />}
      {person.proposed && <Proposal person={person} proposed={person.proposed} writes={writes} />}
      {person.id === me.id && <Note tone="calm">{t('people.yourself')}</Note>}
      {!writes && <Note tone="calm">{t('people.readOnly')}</Note>}
      <AccountForm person={person} writes={writes} own={person.id === me.id} />
      <HeldList person={person} writes={writes && person.id !== me.id} />
      {writes && person.active && person.id !== me.id && <Ways person={person} />}
    </div>
  )
}
