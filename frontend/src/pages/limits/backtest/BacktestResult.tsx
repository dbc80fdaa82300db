import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BacktestResult as Result } from '../../../api/shapes'
import { count } from '../../../lib/text'
import { Empty } from '../../../ui/Empty'
import { Note } from '../../../ui/Note'
import { Affected } from './Affected'
import classes from './Backtest.module.css'
import { Figures } from './Figures'
import { KindList } from './KindList'

/** What was found, in the floor's units: figures first, then which requests, then whom it touches. */
export function BacktestResult({ result }: { result: Result }) {
  const { t, i18n } = useTranslation()
  const { cases, changed, left_out, lacking, reproduced } = result
  const said = (number: number) => count(number, i18n.language)
  if (cases + left_out === 0) {
    return (
      <Empty icon={History} title={t('backtest.none')}>
        {t('backtest.noneText')}
      </Empty>
    )
  }
  return (
    <>
      <p role="status" className={classes.said}>
        {t('backtest.decided', { cases: said(cases), changed: said(changed) })}
      </p>
      {left_out > 0 && (
        <Note tone="wait" title={t('backtest.leftOut', { count: left_out })}>
          {t('backtest.lacking', { facts: lacking.map((one) => `${one.label} (${said(one.count)})`).join(', ') })}
        </Note>
      )}
      {changed > 0 && <Figures result={result} />}
      {changed > 0 && <KindList kinds={result.changes} />}
      {cases > 0 && <Affected result={result} />}
      <p className={classes.aside}>
        {reproduced.compared > 0 &&
          t('backtest.reproduced', { same: said(reproduced.reproduced), of: said(reproduced.compared) })}{' '}
        {reproduced.unlike.map((one) => t(`backtest.unlike.${one.why}`, { count: one.count })).join(' ')}{' '}
        {result.more && t('backtest.more')} {t('backtest.assumed')}
      </p>
    </>
  )
}
