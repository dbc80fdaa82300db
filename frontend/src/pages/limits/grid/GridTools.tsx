import { ActionIcon, Select, Switch, Tooltip } from '@mantine/core'
import { Redo2, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Tier } from '../../../api/shapes'
import { capital } from '../../../lib/text'
import type { DraftInHand } from '../draft/useDraft'
import classes from './Grid.module.css'

type Props = {
  /** To choose from, where only one is shown. */
  tiers: Tier[]
  only: number | null
  onOnly: (tier: number) => void
  allLines: boolean
  onAllLines: (shown: boolean) => void
  draft: DraftInHand | undefined
}

/** Over the grid: undo and redo, and what of it is shown. */
export function GridTools({ tiers, only, onOnly, allLines, onAllLines, draft }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {only !== null && (
        <Select
          className={classes.tier}
          aria-label={t('limits.tierShown')}
          allowDeselect={false}
          data={tiers.map(({ title }, at) => ({ value: String(at), label: capital(title) }))}
          value={String(only)}
          onChange={(at) => onOnly(Number(at))}
        />
      )}
      <Switch
        size="xs"
        label={t('limits.allLines')}
        checked={allLines}
        onChange={(event) => onAllLines(event.currentTarget.checked)}
      />
      {draft && (
        <span className={classes.undo}>
          <Way label={t('limits.undo')} keys="Ctrl Z" icon={Undo2} go={draft.undo} />
          <Way label={t('limits.redo')} keys="Ctrl Shift Z" icon={Redo2} go={draft.redo} />
        </span>
      )}
    </>
  )
}

type WayProps = { label: string; keys: string; icon: typeof Undo2; go: (() => void) | undefined }

function Way({ label, keys, icon: Icon, go }: WayProps) {
  return (
    <Tooltip label={`${label} (${keys.replaceAll(' ', '+')})`}>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={label}
        aria-disabled={!go}
        data-disabled={!go || undefined}
        onClick={() => go?.()}
      >
        <Icon size={16} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
}
