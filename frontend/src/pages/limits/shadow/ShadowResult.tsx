import { Radar } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Draft, Shadow } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { count } from '../../../lib/text'
import { Empty } from '../../../ui/Empty'
import { Note } from '../../../ui/Note'
import back from '../backtest/Backtest.module.css'
import { ByRemedy } from './ByRemedy'
import { ShadowedList } from './ShadowedList'

/** What it has found: how many, from which answer to which other, remedy by remedy, and the requests themselves. */
export function ShadowResult({ draft, shadow }: { draft: Draft; shadow: Shadow }) {
  const { t, i18n } = useTranslation()
  const said = (number: number) => count(number, i18n.language)
  if (shadow.judged + shadow.left_out === 0) {
    return (
      <Empty icon={Radar} title={t(shadow.running ? 'shadow.waits' : 'shadow.none')}>
        {t(shadow.running ? 'shadow.waitsText' : 'shadow.noneText')}
      </Empty>
    )
  }
  return (
    <>
      <p role="status" className={back.said}>
        {t('shadow.judged', { count: shadow.judged, judged: said(shadow.judged), changed: said(shadow.changed) })}
      </p>
      {shadow.left_out > 0 && (
        <Note tone="wait" title={t('backtest.leftOut', { count: shadow.left_out })}>
          {t('backtest.lacking', {
            facts: shadow.lacking.map((one) => `${one.label} (${said(one.count)})`).join(', '),
          })}
        </Note>
      )}
      {shadow.changed > 0 && (
        <ul className={back.kinds} aria-label={t('backtest.changes')}>
          {shadow.ways.map((way) => (
            <li key={`${way.said}-${way.would}`}>
              <strong className="num">{said(way.count)}</strong>
              <p>
                {t('shadow.way', {
                  said: t(`backtest.outcome.${way.said}`),
                  would: t(`backtest.outcome.${way.would}`),
                })}{' '}
                <span className="num soft">
                  {way.sums.map((one) => spoken(one.amount, one.currency, i18n.language)).join(' · ')}
                </span>
              </p>
            </li>
          ))}
        </ul>
      )}
      <ByRemedy shadow={shadow} />
      {shadow.changed > 0 && <ShadowedList draft={draft} shadow={shadow} />}
      <p className={back.aside}>{t('shadow.assumed')}</p>
    </>
  )
}
