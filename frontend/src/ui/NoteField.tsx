import { Textarea } from '@mantine/core'

type Props = { label: string; value: string; onChange: (note: string) => void; text?: string; first?: boolean }

/** Why, in somebody's own words, for the record. */
export function NoteField({ label, value, onChange, text, first = true }: Props) {
  return (
    <Textarea
      data-autofocus={first || undefined}
      label={label}
      description={text}
      autosize
      minRows={2}
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
