import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../lib/problem'
import { span } from '../../lib/time'
import { Note } from '../../ui/Note'
import classes from './SignIn.module.css'
import { useCountdown } from './useCountdown'

type Props = { error: unknown; busy: boolean; onSignIn: (email: string, password: string) => void }

/** E-mail and password. After too many failures it says how long to wait, and counts it down. */
export function Credentials({ error, busy, onSignIn }: Props) {
  const { t } = useTranslation()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const problem = error ? asProblem(error) : null
  const wait = useCountdown(problem)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && wait === 0) onSignIn(email.trim(), password)
  }
  return (
    <form onSubmit={submit} className={classes.form}>
      <TextInput
        label={t('signIn.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        size="md"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {problem && (
        <Note tone="no" title={problem.title} role="alert">
          {problem.detail}
        </Note>
      )}
      <Button type="submit" size="md" loading={busy} disabled={wait > 0}>
        {wait > 0 ? t('signIn.wait', { time: span(wait) }) : t('signIn.enter')}
      </Button>
    </form>
  )
}
