import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptTest, Suite } from '../../../api/shapes'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import { testsWith, useKeepTests } from './useTests'

/** A test that counts no more, and why. */
export function RemoveTest({ test, suite, onClose }: { test: KeptTest; suite: Suite; onClose: () => void }) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const keep = useKeepTests(suite, onClose)
  return (
    <Dialog title={t('tests.removeTitle', { name: test.name || test.id })} onClose={onClose}>
      <p>{t('tests.removeText')}</p>
      <NoteField label={t('limits.note')} value={note} onChange={setNote} />
      {keep.error && <Trouble error={keep.error} />}
      <DialogFoot
        does={t('common.remove')}
        grave
        disabled={!note.trim()}
        busy={keep.isPending}
        onDo={() => keep.mutate({ tests: testsWith(suite.tests, test, null), note: note.trim() })}
        onClose={onClose}
      />
    </Dialog>
  )
}
