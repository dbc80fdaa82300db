import { ActionIcon, Skeleton, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Bell, BellOff, Coffee } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { approves, useMe } from '../../api/me'
import { paths } from '../../paths'
import { useSound } from '../../ui/chime'
import { Empty } from '../../ui/Empty'
import { Page } from '../../ui/Page'
import { Trouble } from '../../ui/Trouble'
import { NotYours } from '../frame/NotYours'
import { Detail } from './Detail'
import classes from './Inbox.module.css'
import { Queue } from './Queue'
import { Unasked } from './Unasked'
import { useQueue } from './useQueue'
import { useSettling } from './useSettling'

/** Inbox: what waits for me, longest-waiting customer first, each one click from settled. */
export function InboxPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { card } = useSearch({ from: '/frame/inbox' })
  const navigate = useNavigate({ from: paths.inbox })
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false })
  const { data, error, refetch } = $api.useQuery('get', '/api/v1/approvals')
  const queue = useQueue(data?.items ?? [])
  const [sound, setSound] = useSound()
  const select = (id: string | undefined) => void navigate({ search: id ? { card: id } : {}, replace: !narrow })
  const settling = useSettling(select)
  // A link, or a notice, may lead to what somebody else has settled meanwhile: the card says so.
  const chosen = card ?? (narrow ? undefined : queue.ids[0])
  const away = me.presence.chosen === 'away'
  const bell = (
    <Tooltip label={t(sound ? 'inbox.soundOff' : 'inbox.soundOn')}>
      <ActionIcon
        variant="default"
        size={36}
        aria-pressed={sound}
        aria-label={t('inbox.sound')}
        onClick={() => setSound(!sound)}
      >
        {sound ? <Bell size={17} /> : <BellOff size={17} />}
      </ActionIcon>
    </Tooltip>
  )
  const listed = !(narrow && chosen)
  const none = data && queue.ids.length === 0 && !card
  // "Nobody is waiting" is true for whoever approves; somebody else is only not among those who are asked.
  if (none && !approves(me)) return <NotYours name="inbox" />
  return (
    <Page title={t('inbox.title')} lead={t('inbox.lead')} actions={bell} wide>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={360} radius="lg" />}
      {listed && <Unasked />}
      {none && (
        <Empty icon={Coffee} title={t('inbox.empty')}>
          {t(away ? 'inbox.emptyAway' : 'inbox.emptyText')}
        </Empty>
      )}
      {(queue.ids.length > 0 || card) && (
        <div className={classes.split}>
          {listed && <Queue queue={queue} chosen={chosen} onChoose={select} settling={settling} />}
          {chosen && (
            <Detail
              key={chosen}
              id={chosen}
              remembered={queue.remembered(chosen)}
              settling={settling}
              onBack={narrow ? () => select(undefined) : undefined}
            />
          )}
        </div>
      )}
    </Page>
  )
}
