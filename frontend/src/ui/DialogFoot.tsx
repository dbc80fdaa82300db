import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './DialogFoot.module.css'

type Props = {
  /** What the dialog is for, in a verb. */
  does: string
  /** Left out in a form, which is sent instead. */
  onDo?: () => void
  onClose: () => void
  /** It cannot be taken back, or takes something away. */
  grave?: boolean
  disabled?: boolean
  busy?: boolean
  /** Takes away what the dialog is about, where there is something. */
  onRemove?: (() => void) | undefined
}

/** The way out of a dialog: take away on one side; leave it, or do it, on the other. */
export function DialogFoot({ does, onDo, onClose, grave = false, disabled = false, busy = false, onRemove }: Props) {
  const { t } = useTranslation()
  return (
    <div className={classes.foot}>
      {onRemove && (
        <Button variant="subtle" color="brick" disabled={busy} onClick={onRemove}>
          {t('common.remove')}
        </Button>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          type={onDo ? 'button' : 'submit'}
          color={grave ? 'brick' : undefined}
          disabled={disabled}
          loading={busy}
          onClick={onDo}
        >
          {does}
        </Button>
      </div>
    </div>
  )
}
