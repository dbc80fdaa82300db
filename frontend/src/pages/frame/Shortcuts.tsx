import { ActionIcon, Switch, Tooltip } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { Keyboard } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog'
import { Keys } from '../../ui/Keys'
import { useSingleKeys } from '../../ui/singleKeys'
import classes from './Shortcuts.module.css'
import type { Destination } from './useDestinations'

const SHEET = [
  [
    'shortcuts.everywhere',
    [
      ['?', 'shortcuts.sheet'],
      ['Alt 1…4', 'shortcuts.go'],
    ],
  ],
  [
    'nav.ask',
    [
      ['Ctrl ↵', 'shortcuts.submit'],
      ['A', 'shortcuts.accept'],
      ['C', 'shortcuts.copy'],
      ['E', 'shortcuts.edit'],
      ['W ↵', 'shortcuts.withdraw'],
    ],
  ],
  [
    'nav.inbox',
    [
      ['J K', 'shortcuts.move'],
      ['A', 'shortcuts.approve'],
      ['R', 'shortcuts.reject'],
      ['O', 'shortcuts.offer'],
      ['Q', 'shortcuts.ask'],
      ['F', 'shortcuts.forward'],
    ],
  ],
] as const

/** The shortcut sheet, its own shortcut, and the switch for single keys (WCAG 2.1.4). */
export function Shortcuts({ destinations }: { destinations: Destination[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [opened, { open, close }] = useDisclosure(false)
  const [single, setSingle] = useSingleKeys()
  useHotkeys([
    ['shift+?', open],
    ['?', open],
    ...destinations.map(({ to }, index): [string, () => void] => [`alt+${index + 1}`, () => void navigate({ to })]),
  ])
  return (
    <>
      <Tooltip label={t('shortcuts.title')}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          className={classes.button}
          onClick={open}
          aria-label={t('shortcuts.title')}
        >
          <Keyboard size={18} strokeWidth={1.8} />
        </ActionIcon>
      </Tooltip>
      {opened && (
        <Dialog onClose={close} title={t('shortcuts.title')}>
          {SHEET.map(([title, rows]) => (
            <section key={title} className={classes.group}>
              <h3 className={classes.title}>{t(title)}</h3>
              {rows.map(([keys, label]) => (
                <div key={keys} className={classes.row}>
                  <span>{t(label)}</span>
                  <Keys keys={keys} />
                </div>
              ))}
            </section>
          ))}
          <Switch
            checked={single}
            onChange={(event) => setSingle(event.currentTarget.checked)}
            label={t('shortcuts.single')}
            description={t('shortcuts.singleText')}
          />
        </Dialog>
      )}
    </>
  )
}
