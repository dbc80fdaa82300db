import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'

type Props = {
  heading: string
  /** Given, it is renamed; else it is new and gets a short name, too. */
  title?: string
  busy: boolean
  error: unknown
  onClose: () => void
  onSave: (name: string, title: string) => void
  children?: ReactNode
}

const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/
const short = (title: string) =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')

/** The title of a team or tier; of a new one also the short name, offered from the title. */
export function NameDialog({ heading, title: before, busy, error, onClose, onSave, children }: Props) {
  const { t } = useTranslation()
  const [title, setTitle] = useState(before ?? '')
  const [typed, setTyped] = useState<string | null>(null)
  const name = typed ?? short(title)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSave(name, title.trim())
  }
  return (
    <Dialog onClose={onClose} title={heading}>
      <form onSubmit={submit}>
        <TextInput
          data-autofocus
          label={t('people.label')}
          maxLength={100}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          mb="sm"
        />
        {before === undefined && (
          <TextInput
            label={t('people.shortName')}
            description={t('people.shortNameHint')}
            maxLength={64}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
            mb="sm"
          />
        )}
        {children}
        {error !== null && <Trouble error={error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!title.trim() || (before === undefined && !NAME.test(name))}>
            {t(before === undefined ? 'people.add' : 'people.save')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
