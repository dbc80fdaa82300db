import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { may, useMe } from '../../api/me'
import { useMoney, useMoneyChanged } from '../../api/money'
import { Dialog } from '../../ui/Dialog'
import { DialogFoot } from '../../ui/DialogFoot'
import { NoteField } from '../../ui/NoteField'
import { Trouble } from '../../ui/Trouble'

/** The kill switch, and the way back. Money that waits to be reconciled is let go by an operator, not here. */
export function MoneySwitch() {
  const { t } = useTranslation()
  const me = useMe()
  const money = useMoney()
  const [asking, setAsking] = useState(false)
  if (!money || money.state === 'held') return null
  const stops = money.state === 'moving'
  const allowed = may(me, stops ? 'money.stop' : 'money.start')
  return (
    <>
      <Button
        variant={stops ? 'default' : 'filled'}
        color={stops ? undefined : 'brick'}
        disabled={!allowed}
        title={allowed ? undefined : t('money.notYours')}
        onClick={() => setAsking(true)}
      >
        {t(stops ? 'money.stop' : 'money.start')}
      </Button>
      {asking && <SwitchDialog stops={stops} onClose={() => setAsking(false)} />}
    </>
  )
}

function SwitchDialog({ stops, onClose }: { stops: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const changed = useMoneyChanged()
  const done = {
    onSuccess: () => {
      changed()
      onClose()
    },
  }
  const stop = $api.useMutation('post', '/api/v1/money/stop', done)
  const start = $api.useMutation('post', '/api/v1/money/start', done)
  const post = stops ? stop : start
  return (
    <Dialog onClose={onClose} title={t(stops ? 'money.stopTitle' : 'money.startTitle')}>
      <p>{t(stops ? 'money.stopText' : 'money.startText')}</p>
      <NoteField label={t('money.note')} value={note} onChange={setNote} />
      {post.error && <Trouble error={post.error} />}
      <DialogFoot
        does={t(stops ? 'money.stopNow' : 'money.startNow')}
        grave={stops}
        disabled={!note.trim()}
        busy={post.isPending}
        onDo={() => post.mutate({ body: { note: note.trim() } })}
        onClose={onClose}
      />
    </Dialog>
  )
}
