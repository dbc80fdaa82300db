import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Tried } from '../../../api/shapes'
import { type DraftChange, nameOf } from '../../../lib/draft'
import { Dialog } from '../../../ui/Dialog'
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
      <Textarea
        data-autofocus
        label={t('limits.note')}
        autosize
        minRows={2}
        maxLength={1000}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!why.trim()} onClick={put}>
          {t('limits.intoDraft')}
        </Button>
      </Group>
    </Dialog>
  )
}
