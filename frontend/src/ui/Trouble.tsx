import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../lib/problem'
import { Note } from './Note'

type Props = { error: unknown; retry?: () => void; action?: ReactNode }

/** A refusal or a failure: what happened, what to do, and a way to try again. */
export function Trouble({ error, retry, action }: Props) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  const again = retry && (
    <Button size="compact-sm" variant="default" onClick={retry}>
      {t('common.retry')}
    </Button>
  )
  return (
    <Note tone="no" title={problem.title} role="alert" action={action ?? again}>
      {problem.detail}
    </Note>
  )
}
