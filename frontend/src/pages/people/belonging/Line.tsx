import { ActionIcon, Anchor, Tooltip } from '@mantine/core'
import { ArrowDown, ArrowUp, type LucideIcon, Pencil, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../People.module.css'

type Props = {
  title: string
  name: string
  count: number
  onShow: () => void
  beside?: ReactNode
  verbs: { up: (() => void) | null; down: (() => void) | null; rename: () => void; remove: () => void } | null
  busy: boolean
}

/** A team or a tier: what it is called, who is in it, and what can be done with it. */
export function Line({ title, name, count, onShow, beside, verbs, busy }: Props) {
  const { t } = useTranslation()
  const verb = (label: string, Icon: LucideIcon, act: (() => void) | null) => (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        disabled={busy || act === null}
        onClick={act ?? undefined}
      >
        <Icon size={15} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  )
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <span className={classes.lineTitle}>{title}</span>
        <code className={classes.email}>{name}</code>
      </span>
      <span className={classes.lineCounts}>
        <Anchor component="button" type="button" size="sm" onClick={onShow}>
          {t('people.count', { count })}
        </Anchor>
        {beside}
      </span>
      {verbs && (
        <span className={classes.lineVerbs}>
          {verb(t('people.up', { what: title }), ArrowUp, verbs.up)}
          {verb(t('people.down', { what: title }), ArrowDown, verbs.down)}
          {verb(t('people.renameOf', { what: title }), Pencil, verbs.rename)}
          {verb(t('people.removeOf', { what: title }), Trash2, verbs.remove)}
        </span>
      )}
    </li>
  )
}
