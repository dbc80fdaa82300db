import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Account } from '../../../api/shapes'
import { ofPerson, useKept } from '../../../api/staff'
import { Note } from '../../../ui/Note'
import { tell } from '../../../ui/toast'

/** The account is off; the way back is one click. */
export function OffNote({ person, writes }: { person: Account; writes: boolean }) {
  const { t } = useTranslation()
  const { keep, refused } = useKept()
  const on = $api.useMutation('post', '/api/v1/people/{person_id}/reactivate', {
    onSuccess: (after) => {
      keep(after)
      tell(t('people.switchedOn', { name: after.name }))
    },
    onError: refused,
  })
  const back = () => on.mutate({ ...ofPerson(person.id), body: { version: person.version } })
  const verb = writes && (
    <Button size="compact-sm" variant="default" loading={on.isPending} onClick={back}>
      {t('people.switchOn')}
    </Button>
  )
  return (
    <Note tone="calm" title={t('people.isOff')} action={verb}>
      {t('people.isOffText')}
    </Note>
  )
}
