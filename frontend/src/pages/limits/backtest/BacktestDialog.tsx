import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../api/shapes'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import classes from './Backtest.module.css'
import { BacktestResult } from './BacktestResult'
import { Going } from './Going'
import { RANGES, useBacktest } from './useBacktest'

/** What the draft would have done with what was asked for lately. Nothing is recorded. */
export function BacktestDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const { t } = useTranslation()
  const [days, setDays] = useState('30')
  const { data, error, refetch } = useBacktest(draft, Number(days))
  return (
    <Dialog title={t('backtest.title', { name: draft.name })} onClose={onClose} size="xl">
      <p className={classes.lead}>{t('backtest.lead')}</p>
      <SegmentedControl
        aria-label={t('backtest.range')}
        value={days}
        onChange={setDays}
        data={RANGES.map((one) => ({ value: String(one), label: t('backtest.days', { count: one }) }))}
      />
      <div className={classes.outcome} aria-busy={!error && !data?.done}>
        {error ? <Trouble error={error} retry={() => void refetch()} /> : null}
        {!error && !data?.done && <Going complete={data?.complete ?? 0} total={data?.total ?? null} />}
        {!error && data?.result && <BacktestResult result={data.result} />}
      </div>
    </Dialog>
  )
}
