import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { NewRequest } from '../../api/shapes'
import { Keys } from '../../ui/Keys'
import { Trouble } from '../../ui/Trouble'
import classes from './Ask.module.css'
import { CheckTrouble } from './CheckTrouble'
import type { Fill, Missing } from './fill'
import { Meter } from './Meter'
import { OwnLimits } from './OwnLimits'
import { useSubmitLabel } from './submitLabel'
import type { Answer } from './useCheck'

type Props = {
  fill: Fill
  body: NewRequest | null
  gap: Missing | null
  answer: Answer
  busy: boolean
  error: unknown
  onChange: (part: Partial<Fill>) => void
  onSubmit: () => void
}

/** What policy says to the form as it stands, and the one button. */
export function AnswerPanel({ fill, body, gap, answer, busy, error, onChange, onSubmit }: Props) {
  const { t } = useTranslation()
  const label = useSubmitLabel(body, answer.check)
  const decision = answer.check?.decision
  return (
    <aside className={classes.answer} aria-label={t('ask.answer')}>
      <div className={classes.said} data-checking={answer.checking || undefined} aria-live="polite">
        {body && answer.check && <Meter body={body} check={answer.check} split={fill.split} onChange={onChange} />}
        {body && answer.error !== null && (
          <CheckTrouble error={answer.error} currency={body.currency} onChange={onChange} />
        )}
        {!body && <OwnLimits remedy={fill.remedy} currency={fill.order?.currency} />}
      </div>
      {error !== null && <Trouble error={error} />}
      <Button
        size="md"
        fullWidth
        onClick={onSubmit}
        loading={busy}
        disabled={!body || gap !== null || answer.refused}
        classNames={{ root: classes.send, label: classes.sendLabel }}
        color={decision?.outcome === 'deny' ? 'gray' : undefined}
      >
        {label}
      </Button>
      <div className={classes.hint} role="status">
        {gap ? t(gap, { currency: fill.order?.currency ?? '' }) : !answer.refused && <Keys keys="Ctrl ↵" />}
      </div>
    </aside>
  )
}
