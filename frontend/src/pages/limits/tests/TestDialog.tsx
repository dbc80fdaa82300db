import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptTest, Outline, Suite } from '../../../api/shapes'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { NoteField } from '../../../ui/NoteField'
import { Trouble } from '../../../ui/Trouble'
import { TestFields } from './TestFields'
import { blankTest, readTest, type TestForm, type TestProblems, testFormOf } from './testForm'
import { testsWith, useKeepTests } from './useTests'

type Props = { test: KeptTest | null; suite: Suite; outline: Outline; onClose: () => void }

const ANY = { brand: 'any', currency: 'USD' }

/** A test, new or another from now on; it has to hold on the limits in force. */
export function TestDialog({ test, suite, outline, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const scopes = outline.scopes.filter(({ brand }) => brand !== '*')
  const [form, setForm] = useState<TestForm>(() =>
    test ? testFormOf(test, i18n.language) : blankTest(scopes[0] ?? ANY),
  )
  const [problems, setProblems] = useState<TestProblems>({})
  const [note, setNote] = useState('')
  const keep = useKeepTests(suite, onClose)
  const save = () => {
    const read = readTest(form, test, i18n.language)
    setProblems(read.problems ?? {})
    if (read.problems === null) keep.mutate({ tests: testsWith(suite.tests, test, read.test), note: note.trim() })
  }
  return (
    <Dialog title={t(test ? 'tests.edit' : 'tests.add')} onClose={onClose} size="lg">
      <TestFields
        form={form}
        problems={problems}
        outline={outline}
        onChange={(part) => setForm((old) => ({ ...old, ...part }))}
      />
      <NoteField label={t('limits.note')} text={t('tests.noteText')} first={false} value={note} onChange={setNote} />
      {keep.error && <Trouble error={keep.error} />}
      <DialogFoot does={t('tests.keep')} disabled={!note.trim()} busy={keep.isPending} onDo={save} onClose={onClose} />
    </Dialog>
  )
}
