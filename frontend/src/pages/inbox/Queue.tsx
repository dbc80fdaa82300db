import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { neighbour } from '../../lib/queue'
import { usePageKeys } from '../../ui/singleKeys'
import { Card } from './Card'
import classes from './Inbox.module.css'
import { Many } from './Many'
import { usePicking } from './usePicking'
import type { QueueState } from './useQueue'
import type { Settling } from './useSettling'

type Props = {
  queue: QueueState
  chosen: string | undefined
  onChoose: (id: string) => void
  settling: Settling
}

/** The list. Keys act while the focus is in it, or nowhere; the pointer over it, or a key in it, keeps it still. */
export function Queue({ queue, chosen, onChoose, settling }: Props) {
  const { t } = useTranslation()
  const list = useRef<HTMLOListElement>(null)
  const picking = usePicking(queue.ids.filter(queue.waits))
  useEffect(() => {
    if (document.activeElement === document.body) list.current?.focus({ preventScroll: true })
  }, [])
  const choose = (id: string | null) => {
    if (!id) return
    onChoose(id)
    list.current?.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus()
  }
  usePageKeys((event, on) => {
    const inside = list.current?.contains(on)
    // What had the focus may have left the page: the letters go on, while the arrows move the page as ever.
    if (!inside && on !== document.body) return
    const key = event.key.toLowerCase()
    if (key === 'j' || (inside && event.key === 'ArrowDown')) choose(neighbour(queue.ids, chosen ?? null, 1))
    else if (key === 'k' || (inside && event.key === 'ArrowUp')) choose(neighbour(queue.ids, chosen ?? null, -1))
    else if ('aroqf'.includes(key)) document.querySelector<HTMLButtonElement>(`[data-verb="${key}"]`)?.click()
    else return
    event.preventDefault()
    if (inside) queue.freeze(true)
  })
  const mouse = (over: boolean) => (event: { pointerType: string }) => {
    if (event.pointerType === 'mouse') queue.freeze(over)
  }
  return (
    <div className={classes.queue} onPointerEnter={mouse(true)} onPointerLeave={mouse(false)}>
      {queue.unseen > 0 && (
        <Button size="compact-sm" radius="xl" className={classes.fresh} onClick={() => queue.freeze(false)}>
          {t('inbox.fresh', { count: queue.unseen })}
        </Button>
      )}
      <Many queue={queue} picking={picking} settling={settling} />
      <ol
        ref={list}
        className={classes.list}
        tabIndex={-1}
        aria-label={t('inbox.title')}
        onFocus={(event) => {
          if (event.target !== event.currentTarget && event.target.matches(':focus-visible')) queue.freeze(true)
        }}
        onBlur={() => queue.freeze(false)}
      >
        {queue.ids.map((id) => (
          <Card
            key={id}
            id={id}
            queue={queue}
            chosen={id === chosen}
            onChoose={onChoose}
            settling={settling}
            picking={picking.on ? picking : null}
          />
        ))}
      </ol>
      {queue.ids.length === 0 && <p className={classes.rest}>{t('inbox.nobodyElse')}</p>}
      <output className={classes.hidden}>{t('inbox.count', { count: queue.ids.filter(queue.waits).length })}</output>
    </div>
  )
}
