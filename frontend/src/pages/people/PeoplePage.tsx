import { SegmentedControl } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page'
import { Away } from './away/Away'
import { Belonging } from './belonging/Belonging'
import { Certificates } from './certificates/Certificates'
import { ListActions } from './list/ListActions'
import { PeopleList } from './list/PeopleList'
import { Routing } from './routing/Routing'
import { useStaffSearch } from './search'
import { PersonSheet } from './sheet/PersonSheet'

const TABS = ['people', 'belonging', 'certificates', 'routing', 'away'] as const

/** People: who works here, teams and tiers, certificates; one of them in a sheet over it. */
export function PeoplePage() {
  const { t } = useTranslation()
  const [{ tab, open }, change] = useStaffSearch()
  const tabs = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // On a phone the tabs are scrolled, and an address may lead to the last of them.
    const chosen = tabs.current?.querySelector(`input[value="${tab ?? 'people'}"]`)
    chosen?.parentElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [tab])
  return (
    <Page
      title={t('people.title')}
      lead={t('people.lead')}
      wide
      actions={
        <>
          {tab === undefined && <ListActions />}
          <SegmentedControl
            ref={tabs}
            aria-label={t('people.view')}
            value={tab ?? 'people'}
            onChange={(value) => change({ tab: value === 'people' ? undefined : (value as 'belonging') })}
            data={TABS.map((value) => ({ value, label: t(`people.tab.${value}`) }))}
          />
        </>
      }
    >
      {tab === undefined && <PeopleList />}
      {tab === 'belonging' && <Belonging />}
      {tab === 'certificates' && <Certificates />}
      {tab === 'away' && <Away />}
      {tab === 'routing' && <Routing />}
      <PersonSheet id={open} onClose={() => change({ open: undefined })} />
    </Page>
  )
}
