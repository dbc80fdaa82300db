import { useTranslation } from 'react-i18next'
import type { WhatIf } from '../../../api/shapes'
import { toneOfOutcome } from '../../../lib/states'
import { Pill } from '../../../ui/Pill'
import { Trouble } from '../../../ui/Trouble'
import classes from './Draft.module.css'
import type { WhatIfState } from './useWhatIf'

type Props = { answer: WhatIfState; drafted: boolean }

/** What would be said today, what under the draft, and who would be asked. */
export function WhatIfAnswer({ answer, drafted }: Props) {
  const { t } = useTranslation()
  if (answer.error) return <Trouble error={answer.error} />
  const { now, then } = answer.answer ?? {}
  return (
    <div role="status" className={classes.answers}>
      {!now && <p className="soft">{t('limits.tryHint')}</p>}
      {now && <Answer title={t('limits.tryNow')} said={now} />}
      {now && drafted && then && <Answer title={t('limits.tryThen')} said={then} />}
    </div>
  )
}

function Answer({ title, said }: { title: string; said: WhatIf['now'] }) {
  const { t, i18n } = useTranslation()
  const { decision, asked } = said
  const names = new Intl.ListFormat(i18n.language).format(asked.map(({ name }) => name))
  return (
    <section className={classes.answer} aria-label={title}>
      <h3>{title}</h3>
      <Pill tone={toneOfOutcome(decision.outcome)}>{t(`meter.${decision.outcome}`)}</Pill>
      <p>{decision.sentence}</p>
      {decision.outcome === 'escalate' && (
        <p className="soft">{asked.length > 0 ? t('limits.goesTo', { names }) : t('limits.goesToNobody')}</p>
      )}
      {decision.rule && <p className="soft num">{decision.rule}</p>}
    </section>
  )
}
