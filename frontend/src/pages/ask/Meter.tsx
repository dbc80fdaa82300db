import { useTranslation } from 'react-i18next'
import type { Check, Decision, NewRequest } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { toneOfOutcome } from '../../lib/states'
import { LimitBar } from '../../ui/LimitBar'
import { Pieces } from '../../ui/Pieces'
import { ActingNow } from './ActingNow'
import classes from './Ask.module.css'
import type { Fill } from './fill'
import { There } from './There'
import { Verdict } from './Verdict'
import { Ways } from './Ways'

type Props = { body: NewRequest; check: Check; split: boolean; onChange: (part: Partial<Fill>) => void }

/** The limit meter: the answer in three words, the bar, the sentence, who is there, and the ways to yes. */
export function Meter({ body, check, split, onChange }: Props) {
  const { t, i18n } = useTranslation()
  const { decision } = check
  const tone = toneOfOutcome(decision.outcome)
  const over = decision.outcome === 'escalate' || decision.outcome === 'deny'
  const spare = ({ headroom }: Decision) =>
    headroom === null
      ? t('meter.noLimit')
      : t('meter.spare', { amount: spoken(headroom, body.currency, i18n.language) })
  return (
    <>
      <Verdict body={body} check={check} />
      <LimitBar
        amount={body.amount + (decision.given?.amount ?? 0)}
        limit={over ? (decision.limit ?? 0) : decision.limit}
        currency={body.currency}
        tone={tone}
      />
      <p className={classes.sentence}>{over ? decision.sentence : spare(decision)}</p>
      <Pieces decision={decision} currency={body.currency} />
      {decision.mode === 'override' && <ActingNow onAsk={() => onChange({ override: false })} />}
      {decision.outcome === 'escalate' && <There check={check} />}
      <Ways decision={decision} currency={body.currency} split={split} onChange={onChange} />
    </>
  )
}
