import { UnstyledButton } from '@mantine/core'
import { useIntersection, useReducedMotion } from '@mantine/hooks'
import { ChevronDown } from 'lucide-react'
import { type RefObject, useEffect } from 'react'
import type { Check, NewRequest } from '../../api/shapes'
import classes from './Ask.module.css'
import { useCovered } from './useCovered'
import { Verdict } from './Verdict'

/** Whether the panel is still further down; `ref` goes onto it. What the bars at the bottom hide is not in sight. */
export function useBelow() {
  const { ref, entry } = useIntersection({ rootMargin: '0px 0px -124px' })
  return { ref, below: entry !== null && !entry.isIntersecting && entry.boundingClientRect.top > 0 }
}

type Props = { body: NewRequest; check: Check; checking: boolean; panel: RefObject<HTMLElement | null> }

/**
 * On a narrow screen the panel is below the form: its first line follows at the bottom while the form is filled in.
 *
 * Hidden from screen readers, which the panel itself tells.
 */
export function VerdictBar({ body, check, checking, panel }: Props) {
  const covered = useCovered()
  const still = useReducedMotion()
  // It came while something was typed: what is typed stays clear of it.
  useEffect(() => {
    document.activeElement?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <UnstyledButton
      className={classes.bar}
      style={covered ? { insetBlockEnd: covered + 8 } : undefined}
      aria-hidden="true"
      tabIndex={-1}
      data-checking={checking || undefined}
      onClick={() => panel.current?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' })}
    >
      <Verdict body={body} check={check} />
      <ChevronDown size={18} aria-hidden="true" />
    </UnstyledButton>
  )
}
