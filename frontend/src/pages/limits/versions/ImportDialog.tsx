import { Button, FileButton, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { paths } from '../../../paths'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import classes from '../rule/Rule.module.css'
import { ImportReport } from './ImportReport'

/** Limits from a file: first what it would change and what cannot be read, then a draft of it. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: paths.limits })
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const look = $api.useMutation('post', '/api/v1/policy/import')
  const make = $api.useMutation('post', '/api/v1/policy/import', {
    onSuccess: ({ draft }) => {
      onClose()
      if (draft) void navigate({ search: { draft: draft.id } })
    },
  })
  const report = look.data
  const take = (next: string) => {
    setText(next)
    look.reset()
  }
  const chosen = async (file: File | null) => {
    if (!file) return
    setName(file.name)
    const read = await file.text()
    take(read)
    look.mutate({ body: { text: read } })
  }
  const error = look.error ?? make.error
  const title = t('limits.importName', { file: name || t('limits.pasted') })
  return (
    <Dialog title={t('limits.import')} onClose={onClose} size="lg">
      <p className="soft">{t('limits.importText')}</p>
      <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void chosen(file)}>
        {(props) => (
          <Button {...props} variant="default" mb="sm" leftSection={<FileUp size={15} aria-hidden="true" />}>
            {name || t('limits.chooseFile')}
          </Button>
        )}
      </FileButton>
      {!report && (
        <Textarea
          label={t('limits.orPaste')}
          rows={5}
          value={text.length > 20_000 ? '' : text}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
      {error && <Trouble error={error} />}
      {report && <ImportReport report={report} />}
      <div className={classes.foot}>
        <div className={classes.footActions}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {report ? (
            <Button
              loading={make.isPending}
              disabled={report.problems.length > 0 || report.diff.lines.length === 0}
              onClick={() => make.mutate({ body: { text, draft: title } })}
            >
              {t('limits.returnDraft')}
            </Button>
          ) : (
            <Button disabled={!text.trim()} loading={look.isPending} onClick={() => look.mutate({ body: { text } })}>
              {t('limits.importLook')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
