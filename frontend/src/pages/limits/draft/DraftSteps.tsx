import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../api/shapes'
import { PublishDialog } from './PublishDialog'
import type { DraftState } from './useDraftState'

type Props = { draft: Draft; state: DraftState; busy: boolean; empty: boolean; onDone: () => void }

/** What can be done with the draft now: let it go, or the step that comes next. */
export function DraftSteps({ draft, state, busy, empty, onDone }: Props) {
  const { t } = useTranslation()
  const [publishing, setPublishing] = useState(false)
  const waits = busy || state.busy
  return (
    <>
      {!state.over && (
        <Button variant="default" disabled={waits} onClick={state.discard}>
          {t('limits.discard')}
        </Button>
      )}
      {state.step === 'submit' && (
        <Button loading={state.busy} disabled={empty || waits} onClick={state.submit}>
          {t('limits.submit')}
        </Button>
      )}
      {state.step === 'approve' && (
        <Button loading={state.busy} disabled={waits} onClick={state.approve}>
          {t('limits.approve')}
        </Button>
      )}
      {state.step === 'publish' && (
        <Button disabled={empty || waits} onClick={() => setPublishing(true)}>
          {t('limits.publish')}
        </Button>
      )}
      {publishing && <PublishDialog draft={draft} onClose={() => setPublishing(false)} onDone={onDone} />}
    </>
  )
}
