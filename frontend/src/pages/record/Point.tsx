import { ActionIcon, CopyButton, Tooltip, UnstyledButton } from '@mantine/core'
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Checkpoint } from '../../api/shapes'
import { save } from '../../lib/save'
import { count } from '../../lib/text'
import { moment } from '../../lib/time'
import classes from './Checkpoints.module.css'

const SHORT = 12

/** One checkpoint: how far, when, the hash there – short, and in full by a click – and the signed note. */
export function Point({ point }: { point: Checkpoint }) {
  const { t, i18n } = useTranslation()
  const [full, setFull] = useState(false)
  const entry = count(point.seq, i18n.language)
  return (
    <tr>
      <th scope="row" className={`${classes.entry} num`}>
        {entry}
      </th>
      <td className={`${classes.when} num soft`}>
        <time dateTime={point.at}>{moment(point.at, i18n.language)}</time>
      </td>
      <td className={classes.hash}>
        <UnstyledButton className={classes.toggle} aria-expanded={full} onClick={() => setFull(!full)}>
          <code>{full ? point.hash : `${point.hash.slice(0, SHORT)}…`}</code>
        </UnstyledButton>
      </td>
      <td className={classes.verbs}>
        <CopyButton value={point.note}>
          {({ copied, copy }) => (
            <Tooltip label={t(copied ? 'common.copied' : 'record.copyNote')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={32}
                aria-label={t('record.copyAt', { entry })}
                onClick={copy}
              >
                {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
        <Tooltip label={t('record.saveNote')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('record.saveAt', { entry })}
            onClick={() => save(new Blob([point.note], { type: 'text/plain' }), `checkpoint-${point.seq}.txt`)}
          >
            <Download size={16} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      </td>
    </tr>
  )
}
