import { Button } from '@mantine/core'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Escalation, Routing } from '../../../api/shapes'
import { span } from '../../../lib/time'
import { Note } from '../../../ui/Note'
import classes from './Routing.module.css'
import { useStepSaid } from './useStepSaid'

type Props = { policy: Escalation; flaws: Routing['lints']; usual?: boolean; onOpen?: (() => void) | undefined }

/** One policy as it can be read aloud: whom first, for how long, then whom, and at the end what. */
export function PolicyCard({ policy, flaws, usual = false, onOpen }: Props) {
  const { t } = useTranslation()
  const { whom, how, scope } = useStepSaid()
  const title = usual ? t('routing.usual') : scope(policy)
  return (
    <li className={classes.policy} data-usual={usual || undefined}>
      <div className={classes.policyHead}>
        <h3 className={classes.policyTitle}>{title}</h3>
        {onOpen && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={onOpen}
            aria-label={t('routing.changePolicyOf', { what: title })}
          >
            {t('routing.change')}
          </Button>
        )}
      </div>
      <ol className={classes.flow}>
        {policy.steps.map((step, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two steps can be alike, and their order is what they are
            key={index}
            className={classes.stop}
            data-flaw={flaws.find((flaw) => flaw.step === index)?.severity}
          >
            <span className={classes.whom}>{whom(step)}</span>
            <span className={classes.how}>
              {how(step)} · <span className="num">{span(step.seconds)}</span>
            </span>
            <ArrowRight size={14} aria-hidden="true" className={classes.arrow} />
          </li>
        ))}
        <li className={classes.stop} data-end>
          <span className={classes.whom}>{t(`routing.end.${policy.at_end}`)}</span>
          {policy.reason && <span className={classes.how}>“{policy.reason}”</span>}
        </li>
      </ol>
      {flaws.map(({ sentence, severity, step }) => (
        <Note key={`${step}${sentence}`} tone={severity === 'error' ? 'no' : 'wait'}>
          {sentence}
        </Note>
      ))}
    </li>
  )
}
