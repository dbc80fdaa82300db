import type { ReactNode } from 'react'
import classes from './Panel.module.css'

type Props = { title?: ReactNode; aside?: ReactNode; children: ReactNode; flush?: boolean; label?: string }

/** A sheet on the paper: a quiet border, an optional small heading. */
export function Panel({ title, aside, children, flush = false, label }: Props) {
  return (
    <section className={classes.panel} aria-label={label}>
      {(title || aside) && (
        <header className={classes.head}>
          <h2 className={classes.title}>{title}</h2>
          {aside}
        </header>
      )}
      <div className={flush ? undefined : classes.body}>{children}</div>
    </section>
  )
}
