import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Shadow, Shadowed } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { moment } from '../../../lib/time'
import { paths } from '../../../paths'
import { useRemedyTitle } from '../../../ui/remedies'
import { StatePill } from '../../../ui/StatePill'
import { Trouble } from '../../../ui/Trouble'
import classes from './Shadow.module.css'
import { useShadowed } from './useShadow'

const EVERY = 'every'

/** The requests that it answers otherwise, to open; of every remedy, or of one. */
export function ShadowedList({ draft, shadow }: { draft: Draft; shadow: Shadow }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const [shown, setShown] = useState(EVERY)
  const touched = shadow.remedies.filter(({ changed }) => changed > 0)
  const remedy = touched.find(({ id }) => id === shown)?.id ?? null
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useShadowed(draft, shadow, remedy)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={t('shadow.requests')} className={classes.requests}>
      {touched.length > 1 && (
        <SegmentedControl
          size="xs"
          className={classes.choice}
          aria-label={t('shadow.ofRemedy')}
          value={remedy ?? EVERY}
          onChange={setShown}
          data={[
            { value: EVERY, label: t('shadow.every') },
            ...touched.map(({ id }) => ({ value: id, label: title(id) })),
          ]}
        />
      )}
      {error && !data ? <Trouble error={error} retry={() => void refetch()} /> : null}
      <ul className={classes.list}>
        {items.map((one) => (
          <Line key={one.seq} one={one} title={title(one.remedy)} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('shadow.more')}
        </Button>
      )}
    </section>
  )
}

function Line({ one, title }: { one: Shadowed; title: string }) {
  const { t, i18n } = useTranslation()
  const outcomes = { said: t(`backtest.outcome.${one.said}`), would: t(`backtest.outcome.${one.would}`) }
  return (
    <li>
      <p>
        <a href={`${paths.history}?open=${one.request}`} target="_blank" rel="noreferrer">
          {one.reference}
        </a>{' '}
        {one.requester.name}, {title}, <span className="num">{spoken(one.amount, one.currency, i18n.language)}</span>,{' '}
        <span className="soft">{moment(one.at, i18n.language)}</span> <StatePill state={one.state} />
      </p>
      <p>{t('shadow.way', outcomes)}</p>
      <p className="soft">{one.sentence}</p>
    </li>
  )
}
