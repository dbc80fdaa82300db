import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Tried } from '../../../api/shapes'
import { type DraftChange, nameOf } from '../../../lib/draft'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import type { DraftInHand } from './useDraft'

type Props = { tried: Tried; draft: Draft; hand: DraftInHand; onClose: () => void }

/** The draft says on the record that something else is expected from now on, and why. */
export function ExpectDialog({ tried, draft, hand, onClose }: Props) {
  const { t } = useTranslation()
  const [why, setWhy] = useState('')
  const { test, who, remedy, amount, outcome } = tried
  const put = () => {
    const change = {
      change: 'expect',
      test: test ?? '',
      who,
      remedy,
      amount,
      expect: outcome,
      why: why.trim(),
    } as const
    const others = hand.changes.filter((one: DraftChange) => nameOf(one) !== nameOf(change))
    hand.edit([...others, change], draft.name)
    onClose()
  }
  return (
    <Dialog title={t('limits.expectTitle', { name: tried.name })} onClose={onClose}>
      <p>{t('limits.expectText', { was: t(`meter.${tried.expected}`), now: t(`meter.${outcome}`) })}</p>
      <NoteField label={t('limits.note')} value={why} onChange={setWhy} />
      <DialogFoot does={t('limits.intoDraft')} disabled={!why.trim()} onDo={put} onClose={onClose} />
    </Dialog>
  )
}
