import type { ReactNode } from 'react'
import type { Tone } from '../lib/states'
import classes from './Note.module.css'

type Props = { tone: Tone; title?: ReactNode; children?: ReactNode; action?: ReactNode; role?: 'alert' | 'status' }

/** A sentence that matters, with what can be done about it. */
export function Note({ tone, title, children, action, role }: Props) {
  return (
    <div className={classes.note} data-tone={tone} role={role}>
      <div className={classes.text}>
        {title && <strong className={classes.title}>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  )
}
