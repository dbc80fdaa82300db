import { Button } from '@mantine/core'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Draft } from '../../../api/shapes'
import classes from '../Limits.module.css'
import { useEffectSaid } from './useEffectSaid'

const SHOWN = 50

/** How many people gain by the draft, how many lose, by how much one of them; all kinds of them on demand. */
export function EffectList({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const said = useEffectSaid()
  const path = { params: { path: { draft_id: draft.id } } }
  const { data } = $api.useQuery('get', '/api/v1/policy/drafts/{draft_id}/effects', path, {
    placeholderData: (old) => old,
  })
  if (!data || data.items.length + data.budgets.length === 0) return null
  const rows = [
    ...data.items.map((one) => ({
      ...one,
      key: [one.subject, one.remedy, one.currency, one.mode, one.when].join(' '),
    })),
    ...data.budgets.map((one) => ({ ...one, key: one.budget })),
  ].map((one) => ({ ...one, said: 'budget' in one ? said.budget(one) : said.limit(one) }))
  const sides = [
    { gains: true, people: data.people_gaining },
    { gains: false, people: data.people_losing },
  ] as const
  return (
    <section aria-label={t('limits.effects')}>
      <ul className={classes.differences}>
        {sides.map(({ gains, people }) => {
          const one = rows.find((row) => row.gains === gains && row.somebody)
          if (people === 0) return null
          return (
            <li key={String(gains)} data-raises={gains || undefined}>
              {gains ? <ArrowUp size={15} aria-hidden="true" /> : <ArrowDown size={15} aria-hidden="true" />}
              <span className="num">
                {t(gains ? 'limits.gain' : 'limits.lose', { count: people })}
                {one && ` ${t('limits.forExample', { ...one.said, name: one.somebody?.name })}`}
              </span>
            </li>
          )
        })}
      </ul>
      <Button variant="subtle" size="compact-xs" aria-expanded={all} onClick={() => setAll(!all)}>
        {t(all ? 'limits.effectsLess' : 'limits.effectsAll')}
      </Button>
      {all && (
        <ul className={classes.differences}>
          {rows.slice(0, SHOWN).map((one) => (
            <li key={one.key} data-raises={one.gains || undefined}>
              {one.gains ? (
                <ArrowUp size={15} aria-label={t('limits.gains')} />
              ) : (
                <ArrowDown size={15} aria-label={t('limits.loses')} />
              )}
              <span className="num">{t('limits.effect', { ...one.said, count: one.people })}</span>
            </li>
          ))}
        </ul>
      )}
      {all && (data.more || rows.length > SHOWN) && <p className={classes.aside}>{t('limits.effectsMore')}</p>}
    </section>
  )
}
