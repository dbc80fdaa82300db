import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { meQuery } from '../../api/me'
import { Problem } from '../../lib/problem'
import { Mark } from '../../ui/Mark'
import { Trouble } from '../../ui/Trouble'
import classes from './Splash.module.css'

const AGAIN_MS = 3_000

/** The server could not be asked who this is: say so, let it be tried again, and come back by itself once it can. */
export function FrameTrouble({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  const retry = useCallback(() => {
    reset()
    void router.invalidate()
  }, [router, reset])
  useComeBack(retry)
  return (
    <main className={classes.splash}>
      <div className={classes.box}>
        <Mark size={40} />
        <Trouble error={error} retry={retry} />
      </div>
    </main>
  )
}

/** Asks unseen, so that the page stands still until there is an answer; a server in trouble is no answer yet. */
function useComeBack(onAnswer: () => void) {
  const client = useQueryClient()
  useEffect(() => {
    let gone = false
    const look = async () => {
      const error = await client.fetchQuery({ ...meQuery(), retry: false }).then(
        () => null,
        (problem: unknown) => problem,
      )
      const answered = error === null || (error instanceof Problem && error.status < 500)
      if (answered && !gone) onAnswer()
    }
    const timer = setInterval(look, AGAIN_MS)
    window.addEventListener('online', look)
    return () => {
      gone = true
      clearInterval(timer)
      window.removeEventListener('online', look)
    }
  }, [client, onAnswer])
}
