import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Account } from '../../../api/shapes'
import { Face } from '../../../ui/Person'
import { Pill } from '../../../ui/Pill'
import classes from '../People.module.css'
import { useTitles } from '../titles'
import { HeldChips } from './HeldChips'

type Props = {
  person: Account
  index: number
  open: boolean
  onOpen: (id: string) => void
  measure: (row: HTMLTableRowElement | null) => void
}

/** Somebody in a row; the name opens the sheet, and so does the row under a pointer. */
export function PersonRow({ person, index, open, onOpen, measure }: Props) {
  const { t } = useTranslation()
  const title = useTitles()
  return (
    <tr
      ref={measure}
      data-index={index}
      data-open={open || undefined}
      data-off={!person.active || undefined}
      aria-rowindex={index + 2}
      onClick={() => onOpen(person.id)}
    >
      <td className={classes.who}>
        <span className={classes.face} data-presence={person.active ? person.presence.effective : undefined}>
          <Face name={person.name} />
        </span>
        <span className={classes.words}>
          <UnstyledButton
            className={classes.name}
            onClick={(event) => {
              event.stopPropagation()
              onOpen(person.id)
            }}
          >
            {person.name}
          </UnstyledButton>
          <span className={classes.email}>{person.email}</span>
        </span>
        {!person.active && <Pill tone="calm">{t('people.off')}</Pill>}
        {person.proposed && <Pill tone="wait">{t('people.waits')}</Pill>}
      </td>
      <td className={classes.tier} data-none={!title.standing(person) || undefined}>
        {title.standing(person) || <span className="soft">–</span>}
      </td>
      <td className={classes.team} data-none={!person.team || undefined}>
        {person.team ? title.team(person.team) : <span className="soft">–</span>}
      </td>
      <td className={classes.roles} data-none={person.tier !== null || undefined}>
        {person.roles.map(title.role).join(', ') || <span className="soft">–</span>}
      </td>
      <td className={classes.held}>
        <HeldChips held={person.certificates} />
      </td>
    </tr>
  )
}
