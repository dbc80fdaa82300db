import { Button, Skeleton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import type { Team } from '../../../api/shapes'
import { useKept, useTeams } from '../../../api/staff'
import { moved } from '../../../lib/staff'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import { complain, tell } from '../../../ui/toast'
import classes from '../People.module.css'
import { useStaffSearch } from '../search'
import { Line } from './Line'
import { NameDialog } from './NameDialog'

const NEW = 'new'

/** Teams: founded, named, put in order, dissolved; one that is in use says by whom. */
export function Teams() {
  const { t } = useTranslation()
  const writes = may(useMe(), 'people.write')
  const [, change] = useStaffSearch()
  const [named, setNamed] = useState<Team | typeof NEW | null>(null)
  const { data, error, refetch } = useTeams()
  const { renew } = useKept()
  const close = () => setNamed(null)
  const said = { onSuccess: renew, onError: complain, onSettled: renew }
  const post = $api.useMutation('post', '/api/v1/teams', { onSuccess: close, onSettled: renew })
  const patch = $api.useMutation('patch', '/api/v1/teams/{name}', { onSuccess: close, onSettled: renew })
  const order = $api.useMutation('put', '/api/v1/teams/order', said)
  const drop = $api.useMutation('delete', '/api/v1/teams/{name}', said)
  const teams = data?.items ?? []
  const step = (at: number, by: number) => {
    const names = moved(
      teams.map(({ name }) => name),
      at,
      by,
    )
    return names && (() => order.mutate({ body: { names } }))
  }
  const dissolve = ({ name, title }: Team) =>
    drop.mutate({ params: { path: { name } } }, { onSuccess: () => tell(t('people.removed', { what: title })) })
  const save = (name: string, title: string) =>
    named === NEW || named === null
      ? post.mutate({ body: { name, title } })
      : patch.mutate({ params: { path: { name: named.name } }, body: { title, version: named.version } })
  return (
    <Panel
      flush
      title={t('people.teams')}
      aside={
        writes && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Plus size={14} aria-hidden="true" />}
            onClick={() => setNamed(NEW)}
          >
            {t('people.newTeam')}
          </Button>
        )
      }
    >
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} />}
      <ul className={classes.list}>
        {teams.map((team, at) => (
          <Line
            key={team.name}
            {...team}
            count={team.people}
            busy={order.isPending || drop.isPending}
            onShow={() => change({ tab: undefined, team: team.name })}
            verbs={
              writes
                ? { up: step(at, -1), down: step(at, 1), rename: () => setNamed(team), remove: () => dissolve(team) }
                : null
            }
          />
        ))}
      </ul>
      {named && (
        <NameDialog
          heading={named === NEW ? t('people.newTeam') : t('people.renameOf', { what: named.title })}
          {...(named === NEW ? {} : { title: named.title })}
          busy={post.isPending || patch.isPending}
          error={post.error ?? patch.error}
          onClose={close}
          onSave={save}
        />
      )}
    </Panel>
  )
}
