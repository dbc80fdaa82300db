import { useTranslation } from 'react-i18next'
import type { CarriedOut } from '../api/shapes'
import { clock, moment } from '../lib/time'
import classes from './Attempts.module.css'

type Attempt = CarriedOut['attempts'][number]

/** How the money of a request went: moved once, when and as what; every attempt and what the provider said. */
export function Attempts({ of }: { of: CarriedOut }) {
  const { t, i18n } = useTranslation()
  const moved = of.moved_at
  return (
    <>
      {moved && (
        <p className={classes.headline}>
          {t('execution.moved', {
            time: clock(moved, i18n.language),
            reference: of.provider_reference ?? t('execution.noReference'),
          })}
        </p>
      )}
      <ol className={classes.list} aria-label={t('execution.attempts')}>
        {of.attempts.map((one) => (
          <Line key={`${one.number} ${one.ended_at}`} attempt={one} />
        ))}
      </ol>
    </>
  )
}

function Line({ attempt }: { attempt: Attempt }) {
  const { t, i18n } = useTranslation()
  const found = attempt.step === 'post' ? attempt.outcome : (`look_${attempt.outcome}` as const)
  const answer = attempt.step === 'resolve' ? t(`execution.resolved.${attempt.outcome}`) : t(`execution.said.${found}`)
  return (
    <li className={classes.attempt}>
      <time
        dateTime={attempt.ended_at}
        className={`${classes.time} num`}
        title={moment(attempt.ended_at, i18n.language)}
      >
        {t(`execution.step.${attempt.step}`, { number: attempt.number })}, {clock(attempt.ended_at, i18n.language)}
      </time>
      <span className={classes.said}>
        {[answer, attempt.error, attempt.provider_reference].filter(Boolean).join(' · ')}
      </span>
    </li>
  )
}
