import { Button, UnstyledButton } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import type { Rule } from '../../../lib/matrix'
import { paths } from '../../../paths'
import { BacktestDialog } from '../backtest/BacktestDialog'
import { ShadowButton } from '../shadow/ShadowButton'
import { ConflictDialog } from './ConflictDialog'
import classes from './Draft.module.css'
import { DraftBody } from './DraftBody'
import { DraftSteps } from './DraftSteps'
import { TryCase } from './TryCase'
import type { DraftInHand } from './useDraft'
import { useDraftState } from './useDraftState'

type Props = { draft: Draft; hand: DraftInHand; rules: Marked[]; live: readonly Rule[]; version: number }

/** The draft in hand: what it changes in words, what is wrong with it, and the one step that comes next. */
export function DraftBar({ draft, hand, rules, live, version }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: paths.limits })
  const [open, setOpen] = useState(true)
  const [trying, setTrying] = useState(false)
  const [testing, setTesting] = useState(false)
  const leave = () => void navigate({ search: ({ draft: _left, ...rest }) => rest })
  const state = useDraftState(draft, version, leave)
  const count = hand.changes.length
  return (
    <section className={classes.bar} aria-label={t('limits.draft')}>
      <div className={classes.head}>
        <UnstyledButton className={classes.name} aria-expanded={open} onClick={() => setOpen(!open)}>
          <ChevronDown size={16} aria-hidden="true" data-open={open || undefined} />
          <strong>{draft.name}</strong>
          <span className="soft">
            {t('limits.changes', { count })} · {draft.author.name} · {t(`draft.${draft.state}`)}
          </span>
        </UnstyledButton>
        <span role="status" className={classes.saving}>
          {state.over ? '' : t(hand.saving ? 'limits.saving' : 'limits.saved')}
        </span>
        <div className={classes.actions}>
          {state.step !== 'stale' && !state.over && (
            <Button variant="default" onClick={() => setTrying(true)}>
              {t('limits.try')}
            </Button>
          )}
          {state.step !== 'stale' && !state.over && (
            <Button variant="default" disabled={hand.saving || count === 0} onClick={() => setTesting(true)}>
              {t('backtest.open')}
            </Button>
          )}
          <ShadowButton draft={draft} possible={state.step !== 'stale' && !state.over && !hand.saving && count > 0} />
          <Button variant="subtle" color="gray" onClick={leave}>
            {t('limits.leave')}
          </Button>
          <DraftSteps draft={draft} state={state} busy={hand.saving} empty={count === 0} onDone={leave} />
        </div>
      </div>
      {open && <DraftBody draft={draft} hand={hand} rules={rules} live={live} version={version} state={state} />}
      {trying && <TryCase draft={draft} onClose={() => setTrying(false)} />}
      {testing && <BacktestDialog draft={draft} onClose={() => setTesting(false)} />}
      {hand.conflict && <ConflictDialog conflict={hand.conflict} rules={rules} onSettle={hand.settle} />}
    </section>
  )
}
