import type { ReactNode } from 'react'
import { Dialog } from '../../ui/Dialog'
import { DialogFoot } from '../../ui/DialogFoot'
import { NoteField } from '../../ui/NoteField'

type Props = {
  title: string
  /** What is asked to be said. */
  label: string
  word: string
  onWord: (word: string) => void
  does: string
  onDo: () => void
  onClose: () => void
  disabled: boolean
  busy: boolean
  grave?: boolean
  /** Whether the word is what to begin with; else it is one of the fields before it. */
  first?: boolean
  children?: ReactNode
}

/** What needs a word with it: what else is to be chosen, the word, and the way out. */
export function WordDialog({ title, label, word, onWord, first = true, children, onClose, ...foot }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <NoteField label={label} value={word} onChange={onWord} first={first} />
      <DialogFoot {...foot} onClose={onClose} />
    </Dialog>
  )
}
