import { Button } from '@mantine/core'
import { useMergedRef } from '@mantine/hooks'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Keys } from '../../ui/Keys'
import { Trouble } from '../../ui/Trouble'
import classes from './Ask.module.css'
import { CheckTrouble } from './CheckTrouble'
import { Meter } from './Meter'
import { OwnLimits } from './OwnLimits'
import { useSubmitLabel } from './submitLabel'
import type { useAsking } from './useAsking'
import { useBelow, VerdictBar } from './VerdictBar'

/** What policy says to the form as it stands, and the one button. */
export function AnswerPanel({ asking }: { asking: ReturnType<typeof useAsking> }) {
  const { t } = useTranslation()
  const { fill, body, gap, answer, busy, error, change } = asking
  const currency = fill.order || fill.customer ? asking.currency : undefined
  const label = useSubmitLabel(body, answer.check)
  const decision = answer.check?.decision
  const panel = useRef<HTMLElement>(null)
  const { ref, below } = useBelow()
  const both = useMergedRef(panel, ref)
  return (
    <aside ref={both} className={classes.answer} aria-label={t('ask.answer')}>
      {below && body && answer.check && (
        <VerdictBar body={body} check={answer.check} checking={answer.checking} panel={panel} />
      )}
      <div className={classes.said} data-checking={answer.checking || undefined} aria-live="polite">
        {body && answer.check && <Meter body={body} check={answer.check} split={fill.split} onChange={change} />}
        {body && answer.error !== null && (
          <CheckTrouble error={answer.error} currency={body.currency} onChange={change} />
        )}
        {!body && <OwnLimits remedy={fill.remedy} currency={currency} />}
      </div>
      {error !== null && <Trouble error={error} />}
      <Button
        size="md"
        fullWidth
        onClick={asking.send}
        loading={busy}
        disabled={!body || gap !== null || answer.refused}
        classNames={{ root: classes.send, label: classes.sendLabel }}
        color={decision?.outcome === 'deny' ? 'gray' : undefined}
      >
        {label}
      </Button>
      <div className={classes.hint} role="status">
        {gap
          ? t(gap, { currency: currency ?? '' })
          : !answer.refused && (
              <span className={classes.keys}>
                <Keys keys="Ctrl ↵" />
              </span>
            )}
      </div>
    </aside>
  )
}
