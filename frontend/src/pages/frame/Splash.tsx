import { Mark } from '../../ui/Mark'
import classes from './Splash.module.css'

export function Splash() {
  return (
    <div className={classes.splash} role="status" aria-label="Remit">
      <Mark size={44} />
    </div>
  )
}
