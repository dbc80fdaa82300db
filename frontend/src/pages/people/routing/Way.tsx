import { useTranslation } from 'react-i18next'
import type { Simulated } from '../../../api/shapes'
import { moment, span } from '../../../lib/time'
import { Note } from '../../../ui/Note'
import classes from './Routing.module.css'
import { useStepSaid } from './useStepSaid'

const names = (people: { name: string }[]) => people.map(({ name }) => name).join(', ')

/** The way that a case would take: whom after how long, whom not, and the end. */
export function Way({ found }: { found: Simulated }) {
  const { t, i18n } = useTranslation()
  const { whom } = useStepSaid()
  if (found.decision.outcome !== 'escalate') {
    return (
      <Note tone="ok" title={t('routing.nobodyAsked')}>
        {found.decision.sentence}
      </Note>
    )
  }
  const nobody = found.stops.every((stop) => stop.after_s === null)
  const total = found.stops.reduce((sum, stop) => sum + (stop.after_s === null ? 0 : stop.seconds), 0)
  return (
    <div role="status" className={classes.way}>
      <ol className={classes.wayList}>
        {found.stops.map((stop, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two steps can be alike, and their order is what they are
            key={index}
            data-skipped={stop.after_s === null || undefined}
          >
            <span className={`${classes.after} num`}>{stop.after_s === null ? '–' : span(stop.after_s)}</span>
            <span>
              <span className={classes.whom}>{stop.after_s === null ? whom(stop) : names(stop.asked)}</span>
              <span className={classes.how}>
                {stop.after_s === null
                  ? t(stop.able === 0 ? 'routing.noneAble' : 'routing.noneThere', { count: stop.able })
                  : `${whom(stop)} · ${t('routing.couldThere', { count: stop.there, able: stop.able })}`}
              </span>
            </span>
          </li>
        ))}
        <li>
          <span className={`${classes.after} num`}>{nobody ? '–' : span(total)}</span>
          <span>
            <span className={classes.whom}>{t(`routing.end.${found.at_end}`)}</span>
            <span className={classes.how}>{found.reason ?? names(found.at_end_asked)}</span>
          </span>
        </li>
      </ol>
      {nobody && found.at_end_asked.length === 0 && (
        <Note tone="wait" title={t('turn.nobody')}>
          {found.back_at && t('turn.backAt', { time: moment(found.back_at, i18n.language) })}
        </Note>
      )}
    </div>
  )
}
