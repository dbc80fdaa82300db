import { Button, NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../api/shapes'
import { type Stack, stacksSet, stacksWith } from '../../lib/stacks'
import { Panel } from '../../ui/Panel'
import { useRemedyTitle } from '../../ui/remedies'
import classes from './budgets/Budgets.module.css'
import type { DraftInHand } from './draft/useDraft'

const MOST_HOURS = 24 * 366

/** Pieces that are summed before the answer: on which, of what, and for how long. */
export function Stacks({ outline, draft, edits }: { outline: Outline; draft: DraftInHand; edits: boolean }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const stacks = stacksWith(outline.stacks, draft.changes)
  const changed = JSON.stringify(stacks) !== JSON.stringify(stacksWith(outline.stacks, []))
  const set = (next: Stack[]) => draft.edit(stacksSet(outline.stacks, draft.changes, next), t('limits.stacks'))
  const hours = (at: number, value: string | number) =>
    set(stacks.map((one, place) => (place === at ? { ...one, hours: Number(value) || null } : one)))
  return (
    <Panel flush title={`${t('limits.stacks')} · ${stacks.length}`} label={t('limits.stacks')}>
      {stacks.length === 0 && <p className={classes.empty}>{t('limits.noStacks')}</p>}
      <ul className={classes.list}>
        {stacks.map((one, at) => (
          <li key={`${one.per} ${one.remedies.join(' ')}`} data-status={changed ? 'changed' : undefined}>
            <span className={classes.said}>
              {t(`limits.stack.${one.per}`)}
              <span className={classes.aside}>{one.remedies.map(title).join(', ')}</span>
            </span>
            {edits ? (
              <span className={classes.tools}>
                <NumberInput
                  size="xs"
                  w={120}
                  min={1}
                  max={MOST_HOURS}
                  allowDecimal={false}
                  suffix={t('limits.hoursSuffix')}
                  placeholder={t('limits.ever')}
                  aria-label={t('limits.withinHours')}
                  value={one.hours ?? ''}
                  onChange={(value) => hours(at, value)}
                />
                <Button variant="subtle" size="compact-sm" onClick={() => set(stacks.filter((each) => each !== one))}>
                  {t('limits.removeStack')}
                </Button>
              </span>
            ) : (
              <span className={classes.limit}>
                {one.hours === null ? t('limits.ever') : t('limits.hours', { count: one.hours })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
