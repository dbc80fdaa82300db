import { type ReactNode, useEffect } from 'react'
import { namePage } from '../lib/title'
import classes from './Page.module.css'

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; children: ReactNode; wide?: boolean }

/** The frame of a page: one heading, one line under it, what can be done at the right. */
export function Page({ title, lead, actions, children, wide = false }: Props) {
  useEffect(() => namePage(title), [title])
  return (
    <div className={classes.page} data-wide={wide || undefined}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  )
}
