import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import type { Marked } from '../../../lib/draft'
import type { Cell } from '../../../lib/grid'
import { capital } from '../../../lib/text'
import { useRemedyTitle } from '../../../ui/remedies'
import { useRuleSaid } from '../rule/useRuleSaid'
import classes from './Grid.module.css'
import { useModeWord } from './modes'

type Props = { cell: Cell<Marked>; tiers: Tier[]; onOpen: () => void }

/** The cell in hand, read aloud: whose it is, what it allows, and what it is meant for. */
export function CellBar({ cell, tiers, onOpen }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const word = useModeWord()
  const said = useRuleSaid()
  const { row, mode } = cell.line
  const tier = tiers.find(({ name }) => name === cell.tier)?.title ?? cell.tier
  const rules = cell.own.length > 0 ? cell.own : cell.inherited ? [cell.inherited] : []
  const from = tiers.find(({ name }) => `tier:${name}` === cell.inherited?.subject)?.title
  const basis = row.basis ? ` · ${t(`basis.${row.basis}` as 'basis.goodwill', { defaultValue: row.basis })}` : ''
  return (
    <section className={classes.bar} aria-label={t('limits.cellInHand')}>
      <span className={classes.barName}>
        {capital(tier)}, {word(mode)} <span className="soft">· {title(row.remedy) + basis}</span>
      </span>
      <span className={classes.barSaid}>
        {rules.length === 0 ? t('limits.nothingHere') : rules.map(said).join(' · ')}
        {from && cell.own.length === 0 && ` (${t('limits.fromTier', { tier: from })})`}
      </span>
      <Button size="compact-sm" variant="default" onClick={onOpen}>
        {t('limits.details')}
      </Button>
    </section>
  )
}
