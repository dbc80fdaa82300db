import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { paths } from '../../../paths'
import { Note } from '../../../ui/Note'

type Props = { passed: number; failed: number; draft: string | null }

/** How the tests come out together; a draft that fails some is mended, or says that it expects otherwise. */
export function Standing({ passed, failed, draft }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: paths.limits })
  if (passed + failed === 0) return null
  if (failed === 0) return <Note tone="ok" role="status" title={t('limits.testsPassed', { count: passed })} />
  const toDraft = draft && (
    <Button size="compact-sm" variant="default" onClick={() => void navigate({ search: { draft } })}>
      {t('tests.openDraft')}
    </Button>
  )
  return (
    <Note
      tone="no"
      role="status"
      title={t('limits.testsFailed', { count: failed, of: passed + failed })}
      action={toDraft}
    >
      {t(draft ? 'tests.failedDraft' : 'tests.failedLive')}
    </Note>
  )
}
