import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './Empty.module.css'

type Props = { icon: LucideIcon; title: string; children?: ReactNode; action?: ReactNode }

/** Nothing here, why that is fine, and the next step. */
export function Empty({ icon: Icon, title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon}>
        <Icon size={22} strokeWidth={1.7} aria-hidden="true" />
      </span>
      <p className={classes.title}>{title}</p>
      {children && <p className={classes.text}>{children}</p>}
      {action}
    </div>
  )
}
