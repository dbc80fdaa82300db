import { Button, Select, Skeleton } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may, useMe } from '../../../api/me'
import type { Rung } from '../../../api/shapes'
import { useLadder } from '../../../api/staff'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import classes from '../People.module.css'
import { useStaffSearch } from '../search'
import { useTitles } from '../titles'
import { Line } from './Line'
import { NameDialog } from './NameDialog'
import { useRungs } from './useRungs'

const NEW = 'new'
const LOWEST = '-'

/** The ladder, highest rung first; for those who publish limits, because it belongs to them. */
export function Ladder() {
  const { t } = useTranslation()
  const publishes = may(useMe(), 'policy.publish')
  const [, change] = useStaffSearch()
  const title = useTitles()
  const [named, setNamed] = useState<Rung | typeof NEW | null>(null)
  const [above, setAbove] = useState(LOWEST)
  const { data, error, refetch } = useLadder()
  const tiers = data?.items ?? []
  const rungs = useRungs(tiers, () => setNamed(null))
  const highestFirst = [...tiers].reverse()
  const save = (name: string, said: string) =>
    named === NEW || named === null
      ? rungs.add({ name, title: said, above: above === LOWEST ? null : above })
      : rungs.retitle(named.name, said)
  return (
    <Panel
      flush
      title={t('people.tiers')}
      aside={
        publishes && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Plus size={14} aria-hidden="true" />}
            onClick={() => setNamed(NEW)}
          >
            {t('people.newTier')}
          </Button>
        )
      }
    >
      <p className={classes.panelText}>{t('people.tiersText')}</p>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={220} />}
      <ul className={classes.list}>
        {highestFirst.map((tier, at) => (
          <Line
            key={tier.name}
            name={tier.name}
            title={title.tier(tier.name)}
            count={tier.people}
            beside={<span className="soft">{t('people.rules', { count: tier.rules })}</span>}
            busy={rungs.busy}
            onShow={() => change({ tab: undefined, tier: tier.name })}
            verbs={
              publishes
                ? {
                    up: rungs.step(tiers.length - 1 - at, 1),
                    down: rungs.step(tiers.length - 1 - at, -1),
                    rename: () => setNamed(tier),
                    remove: () => rungs.drop(tier),
                  }
                : null
            }
          />
        ))}
      </ul>
      {named && (
        <NameDialog
          heading={named === NEW ? t('people.newTier') : t('people.renameOf', { what: named.title })}
          {...(named === NEW ? {} : { title: named.title })}
          busy={rungs.saving}
          error={rungs.error}
          onClose={() => setNamed(null)}
          onSave={save}
        >
          {named === NEW && (
            <Select
              label={t('people.above')}
              allowDeselect={false}
              data={[
                ...highestFirst.map(({ name }) => ({ value: name, label: title.tier(name) })),
                { value: LOWEST, label: t('people.lowest') },
              ]}
              value={above}
              onChange={(value) => setAbove(value ?? LOWEST)}
            />
          )}
        </NameDialog>
      )}
    </Panel>
  )
}
