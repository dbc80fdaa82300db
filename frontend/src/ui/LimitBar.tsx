import { useTranslation } from 'react-i18next'
import { barOf } from '../lib/bar'
import { spoken } from '../lib/money'
import type { Tone } from '../lib/states'
import classes from './LimitBar.module.css'

type Props = { amount: number; limit: number | null; currency: string; tone: Tone; whose?: 'mine' | 'agents' }

/** The amount against the limit: what is within is filled, what is over is hatched, the limit is the mark. */
export function LimitBar({ amount, limit, currency, tone, whose = 'mine' }: Props) {
  const { t, i18n } = useTranslation()
  const { within, over, mark } = barOf(amount, limit)
  const words = !limit ? '' : t(`meter.limit.${whose}`, { limit: spoken(limit, currency, i18n.language) })
  return (
    <div className={classes.meter} data-tone={tone}>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot show what is over the limit */}
      <div
        className={classes.track}
        role="meter"
        aria-valuemin={0}
        aria-valuenow={amount}
        aria-valuemax={Math.max(amount, limit ?? amount)}
        aria-label={t('meter.label')}
        aria-valuetext={`${spoken(amount, currency, i18n.language)}. ${words}`}
      >
        <span className={classes.within} style={{ width: `${within}%` }} />
        {over > 0 && <span className={classes.over} style={{ width: `${over}%` }} />}
        {mark !== null && <span className={classes.mark} style={{ insetInlineStart: `${mark}%` }} />}
      </div>
      {mark !== null && (
        <div className={classes.scale} aria-hidden="true">
          <span className={classes.label} style={{ insetInlineStart: `${mark}%`, transform: `translateX(-${mark}%)` }}>
            {words}
          </span>
        </div>
      )}
    </div>
  )
}
