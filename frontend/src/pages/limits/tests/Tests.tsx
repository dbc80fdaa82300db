import { Button, Select, Skeleton } from '@mantine/core'
import { FlaskConical, Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { KeptTest, Outline } from '../../../api/shapes'
import { Empty } from '../../../ui/Empty'
import { Note } from '../../../ui/Note'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import limits from '../Limits.module.css'
import { RemoveTest } from './RemoveTest'
import { Standing } from './Standing'
import { TestDialog } from './TestDialog'
import { TestRow } from './TestRow'
import classes from './Tests.module.css'
import { byTest, useTests } from './useTests'

const LIVE = 'live'

/** The tests that stand before every version: what they ask, how they come out, and which there are. */
export function Tests({ outline, tunes }: { outline: Outline; tunes: boolean }) {
  const { t } = useTranslation()
  const [against, setAgainst] = useState(LIVE)
  const [open, setOpen] = useState<KeptTest | 'new' | null>(null)
  const [gone, setGone] = useState<KeptTest | null>(null)
  const draft = against === LIVE ? null : against
  const { suite, tried, error, retry, running, run } = useTests(draft, tunes)
  const drafts = $api.useQuery('get', '/api/v1/policy/drafts', {}, { enabled: tunes }).data?.items ?? []
  if (error && !suite) return <Trouble error={error} retry={() => void retry()} />
  if (!suite) return <Skeleton height={300} radius="lg" />
  const cells = byTest(tried?.items ?? [])
  const known = drafts.filter((one) => one.base_version === outline.version)
  const tools = tunes && (
    <div className={classes.tools}>
      <Select
        size="xs"
        aria-label={t('tests.against')}
        allowDeselect={false}
        value={against}
        onChange={(value) => setAgainst(value ?? LIVE)}
        data={[
          { value: LIVE, label: t('tests.live', { version: outline.version }) },
          ...known.map((one) => ({ value: one.id, label: t('tests.draft', { name: one.name }) })),
        ]}
      />
      <Button
        size="compact-sm"
        variant="default"
        loading={running}
        leftSection={<Play size={14} aria-hidden="true" />}
        onClick={run}
      >
        {t('tests.run')}
      </Button>
      <Button size="compact-sm" onClick={() => setOpen('new')}>
        {t('tests.add')}
      </Button>
    </div>
  )
  return (
    <>
      {tunes ? <p className={limits.aside}>{t('tests.lead')}</p> : <Note tone="calm">{t('limits.mayNot')}</Note>}
      {error ? <Trouble error={error} retry={() => void retry()} /> : null}
      {tried && <Standing passed={tried.passed} failed={tried.failed} draft={draft} />}
      <Panel flush title={`${t('tests.title')} · ${suite.tests.length}`} label={t('tests.title')} aside={tools}>
        {suite.tests.length === 0 && (
          <Empty icon={FlaskConical} title={t('tests.none')}>
            {t('tests.noneText')}
          </Empty>
        )}
        <ul className={classes.list}>
          {suite.tests.map((one) => (
            <TestRow
              key={one.id}
              test={one}
              tiers={outline.tiers}
              cells={cells.get(one.id)}
              onOpen={tunes ? () => setOpen(one) : undefined}
              onRemove={tunes ? () => setGone(one) : undefined}
            />
          ))}
        </ul>
      </Panel>
      {open && (
        <TestDialog
          key={open === 'new' ? 'new' : open.id}
          test={open === 'new' ? null : open}
          suite={suite}
          outline={outline}
          onClose={() => setOpen(null)}
        />
      )}
      {gone && <RemoveTest test={gone} suite={suite} onClose={() => setGone(null)} />}
    </>
  )
}
