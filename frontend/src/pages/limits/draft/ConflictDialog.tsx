import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftChange, Marked } from '../../../lib/draft'
import { beyond, both } from '../../../lib/merge'
import { Dialog } from '../../../ui/Dialog'
import classes from './Draft.module.css'
import { told } from './told'
import { useChangeSaid } from './useChangeSaid'
import type { Conflict } from './useSaving'

type Props = { conflict: Conflict; rules: Marked[]; onSettle: (changes: DraftChange[]) => void }

/** Somebody else, or another tab, wrote in this draft meanwhile: both sides, and which of them goes on. */
export function ConflictDialog({ conflict, rules, onSettle }: Props) {
  const { t } = useTranslation()
  const said = useChangeSaid(rules)
  const { base, mine } = conflict
  const theirs = conflict.theirs.changes.map(told)
  const together = both(base, mine, theirs)
  const sides = [
    { title: t('limits.conflictTheirs', { name: conflict.theirs.author.name }), changes: beyond(theirs, mine) },
    { title: t('limits.conflictMine'), changes: beyond(mine, theirs) },
  ]
  return (
    <Dialog title={t('limits.conflict')} onClose={() => onSettle(together)} size="lg">
      <p className="soft">{t('limits.conflictText')}</p>
      <div className={classes.sides}>
        {sides.map((side) => (
          <section key={side.title} aria-label={side.title}>
            <h3>{side.title}</h3>
            {side.changes.length === 0 && <p className="soft">{t('limits.noDifference')}</p>}
            <ul>
              {side.changes.map((change) => (
                <li key={JSON.stringify(change)}>{said(change)}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <div className={classes.choices}>
        <Button variant="default" onClick={() => onSettle(theirs)}>
          {t('limits.takeTheirs')}
        </Button>
        <Button variant="default" onClick={() => onSettle(mine)}>
          {t('limits.keepMine')}
        </Button>
        <Button data-autofocus onClick={() => onSettle(together)}>
          {t('limits.keepBoth')}
        </Button>
      </div>
    </Dialog>
  )
}
