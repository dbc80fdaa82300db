import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import type { DraftChange, Marked } from '../../../lib/draft'
import type { Cell } from '../../../lib/grid'
import type { Rule } from '../../../lib/matrix'
import { capital } from '../../../lib/text'
import { Dialog } from '../../../ui/Dialog'
import { useRemedyTitle } from '../../../ui/remedies'
import classes from '../rule/Rule.module.css'
import { RuleEditor } from '../rule/RuleEditor'
import { RuleRead } from '../rule/RuleRead'
import { blankIn, type Edited, readAll } from './cellForms'
import { useModeWord } from './modes'

type Props = {
  cell: Cell<Marked>
  tiers: Tier[]
  changes: DraftChange[]
  live: Rule[]
  /** Left out where the limits are only read. */
  onEdit: ((changes: DraftChange[]) => void) | undefined
  onClose: () => void
}

/** One cell in full: every limit in it with condition, guideline and dates; all of them can be changed at once. */
export function CellDetails({ cell, tiers, changes, live, onEdit, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const word = useModeWord()
  const { row, mode } = cell.line
  const standing = cell.own.filter(({ status }) => status !== 'removed')
  const [edited, setEdited] = useState<Edited[]>(() =>
    onEdit && standing.length === 0
      ? [blankIn(cell)]
      : standing.map((rule) => ({ rule, form: null, problems: {}, gone: false })),
  )
  const put = (at: number, part: Partial<Edited>) =>
    setEdited((old) => old.map((one, index) => (index === at ? { ...one, ...part } : one)))
  const save = () => {
    const { next, problems } = readAll(edited, changes, live, i18n.language)
    if (!next) return setEdited(edited.map((one, at) => ({ ...one, problems: problems[at] ?? {} })))
    onEdit?.(next)
    onClose()
  }
  const tier = tiers.find(({ name }) => name === cell.tier)?.title ?? cell.tier
  const basis = row.basis ? ` · ${t(`basis.${row.basis}` as 'basis.goodwill', { defaultValue: row.basis })}` : ''
  return (
    <Dialog onClose={onClose} title={`${title(row.remedy)}${basis} · ${capital(tier)}, ${word(mode)}`} size="lg">
      {cell.inherited && <RuleRead rule={cell.inherited} from={tierTitle(cell.inherited, tiers)} />}
      {!onEdit && cell.own.length === 0 && !cell.inherited && <p className="soft">{t('limits.nothingHere')}</p>}
      {!onEdit && cell.own.map((rule) => <RuleRead key={rule.when} rule={rule} />)}
      {onEdit &&
        edited.map((one, at) => (
          <RuleEditor
            key={one.rule?.when ?? `new ${at}`}
            edited={one}
            first={at === 0}
            onChange={(part) => put(at, part)}
          />
        ))}
      <div className={classes.foot}>
        {onEdit && (
          <Button variant="subtle" onClick={() => setEdited([...edited, blankIn(cell)])}>
            {t('limits.addRule')}
          </Button>
        )}
        <div className={classes.footActions}>
          <Button variant="default" onClick={onClose}>
            {t(onEdit ? 'common.cancel' : 'common.close')}
          </Button>
          {onEdit && <Button onClick={save}>{t('limits.intoDraft')}</Button>}
        </div>
      </div>
    </Dialog>
  )
}

const tierTitle = (rule: Rule, tiers: Tier[]): string =>
  tiers.find(({ name }) => `tier:${name}` === rule.subject)?.title ?? rule.subject
