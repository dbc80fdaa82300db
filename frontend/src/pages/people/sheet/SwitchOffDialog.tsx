import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Account } from '../../../api/shapes'
import { ofPerson, useKept } from '../../../api/staff'
import { Dialog } from '../../../ui/Dialog'
import { complain, tell } from '../../../ui/toast'
import { tellUndo } from '../undo'
import { GoesOn } from './GoesOn'

/** Switches an account off, after a look at what has to go on without it. */
export function SwitchOffDialog({ person, onClose }: { person: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const { keep, refused } = useKept()
  const on = $api.useMutation('post', '/api/v1/people/{person_id}/reactivate', {
    onSuccess: (after) => {
      keep(after)
      tell(t('people.undone'))
    },
    onError: complain,
  })
  const off = $api.useMutation('post', '/api/v1/people/{person_id}/deactivate', {
    onSuccess: (after) => {
      keep(after)
      const back = () => on.mutate({ ...ofPerson(after.id), body: { version: after.version } })
      tellUndo(t('people.switchedOff', { name: after.name }), t('people.undo'), back)
    },
    onError: refused,
    onSettled: onClose,
  })
  return (
    <Dialog onClose={onClose} title={t('people.switchOffTitle', { name: person.name })}>
      <Text size="sm" mb="md">
        {t('people.switchOffText')}
      </Text>
      <GoesOn id={person.id} />
      <Group justify="flex-end" mt="md">
        <Button data-autofocus variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="brick"
          loading={off.isPending}
          onClick={() => off.mutate({ ...ofPerson(person.id), body: { version: person.version } })}
        >
          {t('people.switchOffNow')}
        </Button>
      </Group>
    </Dialog>
  )
}
