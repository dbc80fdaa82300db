import classes from './Person.module.css'

const HUES = [165, 205, 262, 320, 18, 42, 95]

function hueOf(name: string): number {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
  return HUES[sum % HUES.length] ?? 165
}

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase()

type Props = { name: string; detail?: string | null; size?: 'sm' | 'md' }

/** Initials in a quiet colour of their own. */
export function Face({ name }: { name: string }) {
  return (
    <span className={classes.face} style={{ '--hue': hueOf(name) } as React.CSSProperties} aria-hidden="true">
      {initials(name)}
    </span>
  )
}

/** A person: the face, the name, and what they are. */
export function Person({ name, detail, size = 'md' }: Props) {
  return (
    <span className={classes.person} data-size={size}>
      <Face name={name} />
      <span className={classes.words}>
        <span className={classes.name}>{name}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
      </span>
    </span>
  )
}
