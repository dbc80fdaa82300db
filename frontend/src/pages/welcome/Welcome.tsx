import { Button, PasswordInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { namePage } from '../../lib/title'
import { paths } from '../../paths'
import { Mark } from '../../ui/Mark'
import { Note } from '../../ui/Note'
import { Trouble } from '../../ui/Trouble'
import { tell } from '../../ui/toast'
import classes from './Welcome.module.css'

const SHORTEST = 12

/** Whoever has been sent a link chooses a password here. The secret stands after the #: no server log sees it. */
export function Welcome() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [token] = useState(() => window.location.hash.slice(1))
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  useEffect(() => namePage(t('welcome.title')), [t])
  const choose = $api.useMutation('post', '/api/v1/session/password', {
    onSuccess: async () => {
      await navigate({ to: paths.signIn })
      tell(t('welcome.done'))
    },
  })
  const short = password.length > 0 && password.length < SHORTEST
  const differs = again.length > 0 && again !== password
  const submit = (event: FormEvent) => {
    event.preventDefault()
    choose.mutate({ body: { token, password } })
  }
  return (
    <main className={classes.page}>
      <form onSubmit={submit} className={classes.form}>
        <Mark size={40} />
        <h1 className={classes.title}>{t('welcome.title')}</h1>
        <p className={classes.lead}>{t('welcome.lead')}</p>
        {!token && <Note tone="no">{t('welcome.noLink')}</Note>}
        <PasswordInput
          size="md"
          label={t('welcome.password')}
          autoComplete="new-password"
          value={password}
          error={short && t('welcome.short')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          size="md"
          label={t('welcome.again')}
          autoComplete="new-password"
          value={again}
          error={differs && t('welcome.differ')}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {choose.error && <Trouble error={choose.error} />}
        <Button
          type="submit"
          size="md"
          loading={choose.isPending}
          disabled={!token || password.length < SHORTEST || again !== password}
        >
          {t('welcome.choose')}
        </Button>
      </form>
    </main>
  )
}
