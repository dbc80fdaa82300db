import type { ReactNode } from 'react'
import type { Tone } from '../lib/states'
import classes from './Pill.module.css'

type Props = { tone: Tone; children: ReactNode; moving?: boolean }

/** A state in a word: colour and dot help, the word says it. */
export function Pill({ tone, children, moving = false }: Props) {
  return (
    <span className={classes.pill} data-tone={tone} data-moving={moving || undefined}>
      <span className={classes.dot} aria-hidden="true" />
      {children}
    </span>
  )
}
