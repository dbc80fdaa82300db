import { Button, Group } from '@mantine/core'
import { KeyRound, UserMinus, UsersRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../../../api/shapes'
import classes from '../People.module.css'
import { PasswordDialog } from './PasswordDialog'
import { ReplaceDialog } from './ReplaceDialog'
import { SwitchOffDialog } from './SwitchOffDialog'

/** What else can be done with an account, each after a look at what it will do. */
export function Ways({ person }: { person: Account }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<'password' | 'replace' | 'off' | null>(null)
  const icon = { size: 16, 'aria-hidden': true as const }
  const close = () => setDialog(null)
  return (
    <section className={classes.part} aria-label={t('people.more')}>
      <h3 className={classes.subhead}>{t('people.more')}</h3>
      <Group gap="xs">
        <Button variant="default" leftSection={<KeyRound {...icon} />} onClick={() => setDialog('password')}>
          {t('people.password')}
        </Button>
        <Button variant="default" leftSection={<UsersRound {...icon} />} onClick={() => setDialog('replace')}>
          {t('people.replace')}
        </Button>
        <Button variant="light" color="brick" leftSection={<UserMinus {...icon} />} onClick={() => setDialog('off')}>
          {t('people.switchOff')}
        </Button>
      </Group>
      {dialog === 'password' && <PasswordDialog person={person} onClose={close} />}
      {dialog === 'replace' && <ReplaceDialog person={person} onClose={close} />}
      {dialog === 'off' && <SwitchOffDialog person={person} onClose={close} />}
    </section>
  )
}
