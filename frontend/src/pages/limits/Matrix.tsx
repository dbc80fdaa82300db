import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../api/shapes'
import type { Marked, SetChange } from '../../lib/draft'
import { cellOf, inheritedIn, type Row, rowsOf, type Scope } from '../../lib/matrix'
import { REMEDY_ICONS, useRemedyTitle } from '../../ui/remedies'
import { CellEditor } from './CellEditor'
import { CellLimits } from './CellLimits'
import classes from './Limits.module.css'

type Props = {
  rules: Marked[]
  tiers: Tier[]
  scope: Scope
  onSet?: ((changes: SetChange[]) => void) | undefined
  onRemove?: ((rule: Marked) => void) | undefined
}

/** The grid that people can read aloud in a meeting. */
export function Matrix({ rules, tiers, scope, onSet, onRemove }: Props) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const [open, setOpen] = useState<{ row: Row; tier: Tier } | null>(null)
  const rows = rowsOf(rules, scope, Object.keys(REMEDY_ICONS))
  const names = tiers.map(({ name }) => name)
  return (
    <section className={classes.scroll} aria-label={t('limits.matrix')}>
      <table className={classes.matrix}>
        <thead>
          <tr>
            <th scope="col">{t('limits.remedy')}</th>
            {tiers.map((tier) => (
              <th key={tier.name} scope="col">
                {tier.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {title(row.remedy)}
                {row.basis && (
                  <span className={classes.basis}>
                    {t(`basis.${row.basis}` as 'basis.goodwill', { defaultValue: row.basis })}
                  </span>
                )}
              </th>
              {tiers.map((tier) => (
                <td key={tier.name}>
                  <button
                    type="button"
                    className={classes.cell}
                    aria-haspopup="dialog"
                    onClick={() => setOpen({ row, tier })}
                  >
                    <CellLimits
                      rules={cellOf(rules, row, tier.name)}
                      inherited={inheritedIn(rules, row, names, tier.name)}
                      currency={scope.currency}
                    />
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {open && (
        <CellEditor
          row={open.row}
          tier={open.tier}
          rules={cellOf(rules, open.row, open.tier.name)}
          onSet={onSet}
          onRemove={onRemove}
          onClose={() => setOpen(null)}
        />
      )}
    </section>
  )
}
