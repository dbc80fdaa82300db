import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../../../api/shapes'
import classes from '../People.module.css'
import { PersonRow } from './PersonRow'
import { useRows } from './useRows'

type Props = {
  people: Account[]
  count: number
  openId: string | undefined
  onOpen: (id: string) => void
  onEnd: () => void
}

const COLUMNS = ['person', 'tier', 'team', 'roles', 'held'] as const

/** The rows in sight, out of however many; arrows move, Enter opens, and the end fetches more. */
export function PeopleTable({ people, count, openId, onOpen, onEnd }: Props) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: people.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    overscan: 8,
    // Where there is nothing to measure, as many rows as a screen holds.
    initialRect: { width: 1200, height: 640 },
  })
  const drawn = virtual.getVirtualItems()
  const first = drawn[0]?.start ?? 0
  const last = drawn[drawn.length - 1]
  const rows = useRows(people.length, (index) => virtual.scrollToIndex(index))
  useEffect(() => {
    if (last && last.index >= people.length - 30) onEnd()
  }, [last, people.length, onEnd])
  const space = (height: number) =>
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the room of rows that are not drawn is no row.
    height > 0 && <tr role="presentation" style={{ height }} />
  return (
    <div className={classes.scroll} ref={scroller}>
      <table className={classes.table} aria-label={t('people.title')} aria-rowcount={count + 1} {...rows.handlers}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map((name) => (
              <th key={name} scope="col">
                {t(`people.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {space(first)}
          {drawn.map(({ index, key }) => {
            const person = people[index]
            return (
              person && (
                <PersonRow
                  key={key}
                  person={person}
                  index={index}
                  open={person.id === openId}
                  onOpen={onOpen}
                  measure={virtual.measureElement}
                />
              )
            )
          })}
          {space(virtual.getTotalSize() - (last?.end ?? 0))}
        </tbody>
      </table>
    </div>
  )
}
