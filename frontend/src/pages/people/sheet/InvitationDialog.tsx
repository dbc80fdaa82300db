import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '../../../api/shapes'
import { moment } from '../../../lib/time'
import { Dialog } from '../../../ui/Dialog'

type Props = { name: string; invitation: Invitation; onClose: () => void }

/** The link by which somebody chooses a password, shown this once. */
export function InvitationDialog({ name, invitation, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const link = window.location.origin + invitation.path
  return (
    <Dialog onClose={onClose} title={t('people.invitation', { name })}>
      <Text size="sm" mb="md">
        {t('people.invitationText', { name, until: moment(invitation.expires_at, i18n.language) })}
      </Text>
      <TextInput
        label={t('people.link')}
        readOnly
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        rightSectionWidth={92}
        rightSection={
          <CopyButton value={link}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="light" onClick={copy}>
                {t(copied ? 'common.copied' : 'common.copy')}
              </Button>
            )}
          </CopyButton>
        }
      />
      <Group justify="flex-end" mt="md">
        <Button data-autofocus onClick={onClose}>
          {t('people.done')}
        </Button>
      </Group>
    </Dialog>
  )
}
