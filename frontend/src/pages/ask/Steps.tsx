import { useTranslation } from 'react-i18next'
import type { Request } from '../../api/shapes'
import { stepsOf } from '../../lib/steps'
import { clock } from '../../lib/time'
import classes from './Asked.module.css'

/** The way of a request, from asked to settled, and where it stands. */
export function Steps({ request, reachedAt }: { request: Request; reachedAt: string | null }) {
  const { t, i18n } = useTranslation()
  return (
    <ol className={classes.steps} aria-label={t('asked.steps')}>
      {stepsOf({ ...request, reached_at: reachedAt }).map(({ name, status, at }) => (
        <li
          key={name}
          className={classes.step}
          data-status={status}
          aria-current={status === 'now' ? 'step' : undefined}
        >
          <span className={classes.bead} aria-hidden="true" />
          <span>
            {t(`step.${name}`)}
            <span className={`${classes.at} num`}>{at ? clock(at, i18n.language) : ' '}</span>
          </span>
        </li>
      ))}
    </ol>
  )
}
