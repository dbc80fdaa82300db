import { type KeyboardEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Grid.module.css'
import type { Editing, Sheet } from './useSheet'

type Props = { editing: Editing; currency: string; sheet: Sheet }

/** Editing in place: Enter and Tab take it and go on, Escape leaves it as it was; what is wrong is said under it. */
export function EntryField({ editing, currency, sheet }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const press = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    event.stopPropagation()
    if (key === 'Escape') sheet.cancel()
    else if (key === 'Enter') sheet.commit(shiftKey ? 'up' : 'down')
    else if (key === 'Tab') sheet.commit(shiftKey ? 'left' : 'right')
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the editor opens because somebody began to type.
        autoFocus
        className={classes.entryField}
        aria-label={t('limits.amountIn', { currency })}
        aria-invalid={editing.error !== null}
        aria-describedby={editing.error ? id : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={editing.text}
        onChange={(event) => sheet.type(event.currentTarget.value)}
        onKeyDown={press}
        onBlur={() => sheet.commit('stay') || sheet.cancel()}
        onFocus={(event) => event.currentTarget.setSelectionRange(editing.text.length > 1 ? 0 : 1, editing.text.length)}
      />
      {editing.error && (
        <span id={id} role="alert" className={classes.wrong}>
          {t(`limits.entryError.${editing.error}`, { currency })}
        </span>
      )}
    </>
  )
}
