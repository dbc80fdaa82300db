import { Button, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Demo } from '../../api/shapes'
import { Person } from '../../ui/Person'
import { firstOfEach, GROUPS, groupOf } from './groups'
import classes from './SignIn.module.css'

type Props = { people: Demo['people']; busy: boolean; onChoose: (email: string) => void }

/** The people of the demo floor, each one click away, with what they are there for. */
export function DemoPeople({ people, busy, onChoose }: Props) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const shown = all ? people : firstOfEach(people)
  const detail = (person: Demo['people'][number]) =>
    [t(`tier.${person.tier ?? person.role}` as 'tier.agent', { defaultValue: person.tier ?? person.role }), person.team]
      .filter(Boolean)
      .join(' · ')
  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <div className={classes.demoHead}>
        <h2 id="demo-title" className={classes.demoTitle}>
          {t('signIn.demo')}
        </h2>
        <p className={classes.demoLead}>{t('signIn.demoText')}</p>
      </div>
      {GROUPS.map((group) => {
        const members = shown.filter((person) => groupOf(person) === group)
        if (members.length === 0) return null
        return (
          <div key={group} className={classes.group}>
            <h3 className={classes.groupTitle}>{t(`signIn.group.${group}`)}</h3>
            <p className={classes.groupText}>{t(`signIn.groupText.${group}`)}</p>
            <div className={classes.people}>
              {members.map((person) => (
                <UnstyledButton
                  key={person.email}
                  className={classes.person}
                  disabled={busy}
                  onClick={() => onChoose(person.email)}
                >
                  <Person name={person.name} detail={detail(person)} />
                </UnstyledButton>
              ))}
            </div>
            {group === 'agents' && shown.length < people.length && (
              <Button className={classes.more} size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
                {t('signIn.everybody', { count: people.length })}
              </Button>
            )}
          </div>
        )
      })}
    </section>
  )
}
