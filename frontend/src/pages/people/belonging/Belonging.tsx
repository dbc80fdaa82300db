import classes from '../People.module.css'
import { Ladder } from './Ladder'
import { Teams } from './Teams'

/** What there is to belong to. */
export function Belonging() {
  return (
    <div className={classes.two}>
      <Teams />
      <Ladder />
    </div>
  )
}
