import { Skeleton, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { toneOfStanding } from '../../../lib/staff'
import { day } from '../../../lib/time'
import { Panel } from '../../../ui/Panel'
import { Person } from '../../../ui/Person'
import { Pill } from '../../../ui/Pill'
import classes from '../People.module.css'
import { useStaffSearch } from '../search'

type Props = { standing: 'expiring' | 'lapsed'; title: string; nobody: string }

const MOST = 8

/** Whose certificates run out soon, or have; a click opens them. */
export function Concerned({ standing, title, nobody }: Props) {
  const { t, i18n } = useTranslation()
  const [, change] = useStaffSearch()
  const query = { active: true, standing, order: 'name' as const, limit: MOST }
  const found = $api.useQuery('get', '/api/v1/people', { params: { query } }).data
  return (
    <Panel flush title={title}>
      {!found && <Skeleton height={90} />}
      {found?.items.length === 0 && <p className={classes.panelText}>{nobody}</p>}
      <ul className={classes.list}>
        {found?.items.map((person) => (
          <li key={person.id}>
            <UnstyledButton className={classes.concerned} onClick={() => change({ open: person.id })}>
              <Person name={person.name} size="sm" />
              <span className={classes.concernedPills}>
                {person.certificates
                  .filter((held) => held.standing === standing)
                  .map(({ code, expires_at }) => (
                    <Pill key={code} tone={toneOfStanding(standing)}>
                      {code} {expires_at && t(`people.standing.${standing}`, { day: day(expires_at, i18n.language) })}
                    </Pill>
                  ))}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {found?.next_cursor && (
        <UnstyledButton className={classes.all} onClick={() => change({ tab: undefined, show: standing })}>
          {t(`people.shown.${standing}`)}
        </UnstyledButton>
      )}
    </Panel>
  )
}
