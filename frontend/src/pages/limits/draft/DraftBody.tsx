import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import type { Rule } from '../../../lib/matrix'
import { byId } from '../../../lib/mends'
import { Note } from '../../../ui/Note'
import { Trouble } from '../../../ui/Trouble'
import { CarryOver } from './CarryOver'
import { DifferenceList } from './DifferenceList'
import classes from './Draft.module.css'
import { EffectList } from './EffectList'
import { Findings } from './Findings'
import { StartsLater } from './StartsLater'
import { TestResults } from './TestResults'
import type { DraftInHand } from './useDraft'
import type { DraftState } from './useDraftState'

type Props = {
  draft: Draft
  hand: DraftInHand
  rules: Marked[]
  live: readonly Rule[]
  version: number
  state: DraftState
}

/** What the draft changes, what would be wrong then, how the tests come out, and what it waits for. */
export function DraftBody({ draft, hand, rules, live, version, state }: Props) {
  const { t } = useTranslation()
  const { difference, step, over, refused } = state
  const current = difference && step !== 'stale'
  return (
    <div className={classes.body}>
      {current && <DifferenceList difference={difference} />}
      {current && !over && hand.changes.length > 0 && (
        <>
          <EffectList draft={draft} />
          <Findings
            draft={draft}
            rules={byId(rules, difference.added)}
            live={live}
            changes={hand.changes}
            onMend={hand.editable ? (next) => hand.edit(next, draft.name) : undefined}
          />
          <TestResults draft={draft} hand={hand} />
        </>
      )}
      {draft.start && <StartsLater draft={draft} start={draft.start} />}
      {step === 'wait' && <Note tone="wait">{t('limits.secondPerson')}</Note>}
      {step === 'stale' && !over && <CarryOver draft={draft} version={version} />}
      {refused && <Trouble error={refused} />}
    </div>
  )
}
