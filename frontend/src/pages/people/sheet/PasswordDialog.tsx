import { Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Account } from '../../../api/shapes'
import { ofPerson } from '../../../api/staff'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import { InvitationDialog } from './InvitationDialog'

/** Makes a link to choose a new password, after saying what that does. */
export function PasswordDialog({ person, onClose }: { person: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const { name } = person
  const make = $api.useMutation('post', '/api/v1/people/{person_id}/invitation')
  if (make.data) return <InvitationDialog name={name} invitation={make.data} onClose={onClose} />
  return (
    <Dialog onClose={onClose} title={t('people.password')}>
      <Text size="sm">{t('people.passwordText', { name })}</Text>
      {make.error && <Trouble error={make.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button data-autofocus loading={make.isPending} onClick={() => make.mutate(ofPerson(person.id))}>
          {t('people.passwordNow')}
        </Button>
      </Group>
    </Dialog>
  )
}
