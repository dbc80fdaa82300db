import { Button, Switch } from '@mantine/core'
import { Download } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useMailWish, useNotices, usePush } from '../../api/notices'
import type { Me } from '../../api/shapes'
import { install, installable, onInstallable } from '../../lib/install'
import { wantsInstalling } from '../../lib/push'
import { useSound } from '../../ui/chime'
import { complain } from '../../ui/toast'
import classes from './Notices.module.css'

/** How one is told of what waits while not looking: a sound, this device, e-mail; and the app on the device. */
export function Notices({ me }: { me: Me }) {
  const { t } = useTranslation()
  const [sound, setSound] = useSound()
  const ways = useNotices(me)
  const offered = useSyncExternalStore(onInstallable, installable)
  return (
    <section className={classes.ways} aria-label={t('notices.title')}>
      <Switch
        size="sm"
        labelPosition="left"
        label={t('notices.sound')}
        checked={sound}
        onChange={(event) => setSound(event.currentTarget.checked)}
      />
      {ways?.push && <ThisDevice me={me} />}
      {ways?.email.possible && <ByMail on={ways.email.on} />}
      {offered && (
        <Button
          size="xs"
          variant="light"
          leftSection={<Download size={15} aria-hidden="true" />}
          onClick={() => void install()}
        >
          {t('notices.install')}
        </Button>
      )}
    </section>
  )
}

function ThisDevice({ me }: { me: Me }) {
  const { t } = useTranslation()
  const { told, on, off } = usePush(me)
  const [busy, setBusy] = useState(false)
  const turn = async (wanted: boolean) => {
    setBusy(true)
    await (wanted ? on() : off()).catch(complain)
    setBusy(false)
  }
  const why = told === 'blocked' ? t('notices.blocked') : told === 'no-push' ? t(without()) : undefined
  return (
    <Switch
      size="sm"
      labelPosition="left"
      label={t('notices.device')}
      description={why}
      checked={told === 'on'}
      disabled={busy || told === 'blocked' || told === 'no-push'}
      onChange={(event) => void turn(event.currentTarget.checked)}
    />
  )
}

const without = () => (wantsInstalling() ? 'notices.homeScreen' : 'notices.noPush')

function ByMail({ on }: { on: boolean }) {
  const { t } = useTranslation()
  const { wish, busy } = useMailWish()
  return (
    <Switch
      size="sm"
      labelPosition="left"
      label={t('notices.mail')}
      checked={on}
      disabled={busy}
      onChange={(event) => wish(event.currentTarget.checked)}
    />
  )
}
