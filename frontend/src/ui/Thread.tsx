import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moment } from '../lib/time'
import classes from './Thread.module.css'

export type Said = { id: string; at: string; by: { name: string }; text: string }

type Props = { items: readonly Said[]; busy: boolean; onSay: ((text: string) => Promise<unknown>) | undefined }

/** What people said about a request, oldest first, and a line to say more. */
export function Thread({ items, busy, onSay }: Props) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const said = text.trim()
  const send = () => {
    // What was not taken stays to be sent again; whoever sends it is told why.
    if (said && onSay && !busy)
      void onSay(said).then(
        () => setText(''),
        () => undefined,
      )
  }
  return (
    <section className={classes.thread} aria-label={t('talk.title')}>
      {items.length > 0 && (
        <ol className={classes.list} aria-live="polite">
          {items.map((one) => (
            <li key={one.id}>
              <span className={classes.who}>
                {one.by.name} · <time dateTime={one.at}>{moment(one.at, i18n.language)}</time>
              </span>
              {one.text}
            </li>
          ))}
        </ol>
      )}
      {onSay && (
        <div className={classes.say}>
          <Textarea
            aria-label={t('talk.say')}
            placeholder={t('talk.say')}
            autosize
            minRows={1}
            maxRows={6}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              send()
            }}
          />
          <Button variant="default" disabled={!said} loading={busy} onClick={send}>
            {t('talk.send')}
          </Button>
        </div>
      )}
    </section>
  )
}
