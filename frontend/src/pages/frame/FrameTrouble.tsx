import { useRouter } from '@tanstack/react-router'
import { Mark } from '../../ui/Mark'
import { Trouble } from '../../ui/Trouble'
import classes from './Splash.module.css'

/** The server could not be asked who this is: say so, and let it be tried again. */
export function FrameTrouble({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  return (
    <main className={classes.splash}>
      <div className={classes.box}>
        <Mark size={40} />
        <Trouble
          error={error}
          retry={() => {
            reset()
            void router.invalidate()
          }}
        />
      </div>
    </main>
  )
}
