import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { keyOf, type Marked } from '../../../lib/draft'
import { OtherRow } from './OtherRow'
import classes from './Others.module.css'

type Props = {
  rules: Marked[]
  total: number
  name: (subject: string) => string
  more: (() => void) | undefined
  onOpen: ((rule: Marked) => void) | undefined
}

const ROW = 52

/** The list, however long: only what is seen is drawn, and what comes next is fetched on the way there. */
export function OtherList({ rules, total, name, more, onOpen }: Props) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rules.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    initialRect: { width: 800, height: 416 },
  })
  const drawn = virtual.getVirtualItems()
  const last = drawn[drawn.length - 1]?.index ?? 0
  useEffect(() => {
    if (last >= rules.length - 20) more?.()
  }, [last, rules.length, more])
  if (rules.length === 0) return <p className={classes.empty}>{t('limits.noOthers')}</p>
  const columns = [t('limits.subject'), t('limits.remedy'), t('limits.kind'), t('column.amount')]
  const space = (height: number) =>
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the room of rows that are not drawn is no row.
    height > 0 && <tr role="presentation" style={{ height }} />
  const end = drawn[drawn.length - 1]?.end ?? 0
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by the keyboard.
    <section ref={scroller} className={classes.scroll} tabIndex={0} aria-label={t('limits.ownList')}>
      <table aria-rowcount={total + 1} className={classes.table}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {space(drawn[0]?.start ?? 0)}
          {drawn.map(({ index }) => {
            const rule = rules[index]
            return (
              rule && (
                <tr key={`${keyOf(rule)}-${rule.rule}`} aria-rowindex={index + 2} data-status={rule.status}>
                  <OtherRow rule={rule} name={name(rule.subject)} onOpen={onOpen} />
                </tr>
              )
            )
          })}
          {space(virtual.getTotalSize() - end)}
        </tbody>
      </table>
    </section>
  )
}
