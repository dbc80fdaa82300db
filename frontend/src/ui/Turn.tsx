import { useTranslation } from 'react-i18next'
import type { Request } from '../api/shapes'
import { moment, span } from '../lib/time'
import { isMine, nextOf, turnOf } from '../lib/turns'
import classes from './Turn.module.css'
import { useNow } from './useNow'

type Approval = NonNullable<Request['approval']>
type Props = { approval: Approval; me?: string; bare?: boolean }

/** Whose turn it is, for how long still, and who is next. Nobody's `me`: it is read by whoever asked. `bare`: with whom
 * it is was said already. */
export function Turn({ approval, me = '', bare = false }: Props) {
  const { t, i18n } = useTranslation()
  const turn = turnOf(approval, useNow(approval.next_step_at !== null))
  const nobody = turn.names.length === 0
  const back = turn.backAt && t('turn.backAt', { time: moment(turn.backAt, i18n.language) })
  if (bare && turn.left === null && !turn.callback && !back) return null
  return (
    <div className={classes.turn} data-mine={isMine(approval, me) || undefined} data-nobody={nobody || undefined}>
      <div className={classes.row}>
        {!bare && <Whose turn={turn} mine={isMine(approval, me)} />}
        {bare && turn.next && <Next to={turn.next} />}
        {turn.left !== null && !nobody && (
          <span className={`${classes.clock} num`} role="timer" aria-live="off">
            {span(turn.left)}
          </span>
        )}
      </div>
      {turn.share !== null && !nobody && (
        <span className={classes.track} aria-hidden="true">
          <span className={classes.left} style={{ transform: `scaleX(${turn.share})` }} />
        </span>
      )}
      {turn.callback && <span className={classes.next}>{t(me ? 'turn.calledBack' : 'turn.callback')}</span>}
      {back && <span className={classes.next}>{back}</span>}
      {!bare && turn.next && <Next to={turn.next} />}
    </div>
  )
}

function Whose({ turn, mine }: { turn: ReturnType<typeof turnOf>; mine: boolean }) {
  const { t, i18n } = useTranslation()
  const { names } = turn
  const said = new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(names.slice(0, 3))
  const theirs = t('turn.with', { names: said, count: Math.max(0, names.length - 3) })
  const words = mine ? t('turn.yours', { count: names.length - 1 }) : theirs
  return <span className={classes.words}>{names.length === 0 ? t('turn.nobody') : words}</span>
}

function Next({ to }: { to: string }) {
  const { t } = useTranslation()
  const { kind, tier } = nextOf(to)
  const title = t(`tier.${tier}` as 'tier.agent', { defaultValue: tier })
  return <span className={classes.next}>{t(`turn.next.${kind as 'everyone'}`, { tier: title })}</span>
}

/** In a list: how long it is still mine; nothing where it is not, or no clock runs. */
export function MyTurn({ approval, me }: { approval: Request['approval']; me: string }) {
  const { t } = useTranslation()
  const mine = isMine(approval, me)
  const now = useNow(mine && approval?.next_step_at !== null)
  if (!approval || !mine) return null
  const { left } = turnOf(approval, now)
  return (
    <span className={classes.chip}>
      {t('turn.short')}
      {left !== null && (
        <span className="num" role="timer" aria-live="off">
          {' '}
          {span(left)}
        </span>
      )}
    </span>
  )
}
