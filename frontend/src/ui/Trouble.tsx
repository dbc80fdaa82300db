import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../lib/problem'
import { Note } from './Note'

/** A refusal or a failure: what happened, what to do, and a way to try again. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  const again = retry && (
    <Button size="compact-sm" variant="default" onClick={retry}>
      {t('common.retry')}
    </Button>
  )
  return (
    <Note tone="no" title={problem.title} role="alert" action={again}>
      {problem.detail}
    </Note>
  )
}
