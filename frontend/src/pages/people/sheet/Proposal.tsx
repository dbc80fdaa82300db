import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { useMe } from '../../../api/me'
import type { Account } from '../../../api/shapes'
import { ofPerson, useKept } from '../../../api/staff'
import { Note } from '../../../ui/Note'
import { tell } from '../../../ui/toast'
import { useTitles } from '../titles'

type Props = { person: Account; proposed: NonNullable<Account['proposed']>; writes: boolean }

/** More authority that waits: the second person says yes or no, the first may take it back. */
export function Proposal({ person, proposed, writes }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const title = useTitles()
  const { keep, refused } = useKept()
  const done = (said: string) => ({
    onSuccess: (after: Account) => {
      keep(after)
      tell(said)
    },
    onError: refused,
  })
  const { name } = person
  const accept = $api.useMutation(
    'post',
    '/api/v1/people/{person_id}/accept',
    done(t('people.proposal.accepted', { name })),
  )
  const decline = $api.useMutation(
    'post',
    '/api/v1/people/{person_id}/decline',
    done(t('people.proposal.declined', { name })),
  )
  const said = { ...ofPerson(person.id), body: { version: person.version } }
  const own = proposed.by.id === me.id
  const what = [title.standing(proposed), proposed.roles.map(title.role).join(', ')]
  const verbs = writes && person.id !== me.id && (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" loading={decline.isPending} onClick={() => decline.mutate(said)}>
        {t(own ? 'people.proposal.takeBack' : 'people.proposal.decline')}
      </Button>
      {!own && (
        <Button size="compact-sm" loading={accept.isPending} onClick={() => accept.mutate(said)}>
          {t('people.proposal.accept')}
        </Button>
      )}
    </Group>
  )
  return (
    <Note
      tone="wait"
      title={t('people.proposal.title', { by: proposed.by.name, what: what.filter(Boolean).join(' · ') })}
      action={verbs}
    >
      {t(own ? 'people.proposal.own' : 'people.proposal.text')}
    </Note>
  )
}
