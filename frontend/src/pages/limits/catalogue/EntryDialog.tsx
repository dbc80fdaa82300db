import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Catalogue } from '../../../api/shapes'
import type { Wanted } from '../../../lib/catalogue'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import classes from '../rule/Rule.module.css'

type Props = {
  title: string
  catalogue: Catalogue
  /** Everything as it is wanted; null where the form cannot be read yet. */
  wanted: Wanted | null
  /** Everything without what the dialog is about. */
  without?: Wanted | undefined
  onClose: () => void
  children: ReactNode
}

/** One reason, remedy or brand, and why it is otherwise from now on. */
export function EntryDialog({ title, catalogue, wanted, without, onClose, children }: Props) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  const client = useQueryClient()
  const keep = $api.useMutation('put', '/api/v1/catalogue', {
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries(),
  })
  const put = (next: Wanted) => keep.mutate({ body: { ...next, revision: catalogue.revision, note: note.trim() } })
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={classes.fields}>
        {children}
        <NoteField label={t('limits.note')} first={false} value={note} onChange={setNote} />
      </div>
      {keep.error && <Trouble error={keep.error} />}
      <DialogFoot
        does={t('catalogue.keep')}
        disabled={!note.trim() || !wanted}
        busy={keep.isPending}
        onDo={() => wanted && put(wanted)}
        onClose={onClose}
        onRemove={without && note.trim() ? () => put(without) : undefined}
      />
    </Dialog>
  )
}
