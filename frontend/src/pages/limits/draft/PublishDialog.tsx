import { SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Draft } from '../../../api/shapes'
import { moment } from '../../../lib/time'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { Trouble } from '../../../ui/Trouble'
import { tell } from '../../../ui/toast'
import { localOf, momentOf } from '../rule/ruleForm'
import classes from './Draft.module.css'

type Props = { draft: Draft; onClose: () => void; onDone: () => void }

/** The last word before it is in force: why, and from when. */
export function PublishDialog({ draft, onClose, onDone }: Props) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const [later, setLater] = useState(false)
  const [at, setAt] = useState(() => localOf(new Date(Date.now() + 3_600_000).toISOString()))
  const startsAt = later ? momentOf(at) : null
  const publish = $api.useMutation('post', '/api/v1/policy/drafts/{draft_id}/publish', {
    onSuccess: (made) => {
      if ('version' in made) tell(t('limits.published', { version: made.version }))
      else tell(t('limits.startsAt', { when: moment(startsAt ?? '', i18n.language) }))
      if ('version' in made) onDone()
      else onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  const go = () =>
    publish.mutate({
      params: { path: { draft_id: draft.id } },
      body: { note: note.trim(), ...(startsAt ? { starts_at: startsAt } : {}) },
    })
  return (
    <Dialog onClose={onClose} title={t('limits.publishTitle', { name: draft.name })}>
      <Textarea
        data-autofocus
        label={t('limits.note')}
        description={t('limits.noteText')}
        autosize
        minRows={2}
        maxLength={2000}
        mb="md"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.when}>
        <SegmentedControl
          aria-label={t('limits.whenLive')}
          value={later ? 'later' : 'now'}
          onChange={(value) => setLater(value === 'later')}
          data={[
            { value: 'now', label: t('limits.atOnce') },
            { value: 'later', label: t('limits.atTime') },
          ]}
        />
        {later && (
          <TextInput
            type="datetime-local"
            aria-label={t('limits.startsWhen')}
            value={at}
            onChange={(event) => setAt(event.currentTarget.value)}
          />
        )}
      </div>
      {publish.error && <Trouble error={publish.error} />}
      <DialogFoot
        does={t(later ? 'limits.publishLater' : 'limits.publishNow')}
        disabled={!note.trim() || (later && !startsAt)}
        busy={publish.isPending}
        onDo={go}
        onClose={onClose}
      />
    </Dialog>
  )
}
