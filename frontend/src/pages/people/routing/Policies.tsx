import { Button } from '@mantine/core'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Routing } from '../../../api/shapes'
import { Panel } from '../../../ui/Panel'
import { PolicyCard } from './PolicyCard'
import { PolicyDialog } from './PolicyDialog'
import classes from './Routing.module.css'

type Props = { routing: Routing; writes: boolean }

/** The escalation policies, each with what is wrong with it; and what is followed where none fits. */
export function Policies({ routing, writes }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<number | null | 'new'>(null)
  const at = open === 'new' ? null : open
  return (
    <Panel
      title={t('routing.policies')}
      aside={
        writes && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Plus size={14} aria-hidden="true" />}
            onClick={() => setOpen('new')}
          >
            {t('routing.newPolicy')}
          </Button>
        )
      }
    >
      <ul className={classes.policies}>
        {routing.policies.map((policy, index) => (
          <PolicyCard
            key={`${policy.team}/${policy.brand}`}
            policy={policy}
            flaws={routing.lints.filter((flaw) => flaw.policy === index)}
            onOpen={writes ? () => setOpen(index) : undefined}
          />
        ))}
        <PolicyCard policy={routing.usual} flaws={[]} usual />
      </ul>
      {open !== null && (
        <PolicyDialog
          policy={at === null ? null : (routing.policies[at] ?? null)}
          at={at}
          onClose={() => setOpen(null)}
        />
      )}
    </Panel>
  )
}
