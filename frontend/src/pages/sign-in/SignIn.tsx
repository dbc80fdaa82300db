import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { namePage } from '../../lib/title'
import { paths } from '../../paths'
import { Mark } from '../../ui/Mark'
import { Credentials } from './Credentials'
import { DemoPeople } from './DemoPeople'
import classes from './SignIn.module.css'

/** Only a path of our own: an address from elsewhere in `to` must not lead people away. */
const safe = (to: string | undefined) => (to?.startsWith('/') && !to.startsWith('//') ? to : paths.home)

export function SignIn() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { to } = useSearch({ from: '/sign-in' })
  useEffect(() => namePage(t('signIn.title')), [t])
  const demo = $api.useQuery('get', '/api/v1/demo', {}, { retry: false, staleTime: Number.POSITIVE_INFINITY }).data
  const enter = $api.useMutation('post', '/api/v1/session', {
    onSuccess: async () => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== '/api/v1/demo' })
      await navigate({ href: safe(to) })
    },
  })
  const signIn = (email: string, password: string) =>
    enter.mutate({ body: { email, password, embedded: window.top !== window } })
  return (
    <main className={classes.page} data-demo={demo ? true : undefined}>
      <div className={classes.entrance}>
        <div className={classes.brand}>
          <Mark size={40} />
          <span>Remit</span>
        </div>
        <h1 className={classes.title}>{t('signIn.promise')}</h1>
        <p className={classes.lead}>{t('signIn.lead')}</p>
        <Credentials error={enter.error} busy={enter.isPending} onSignIn={signIn} />
      </div>
      {demo && (
        <DemoPeople people={demo.people} busy={enter.isPending} onChoose={(email) => signIn(email, demo.password)} />
      )}
    </main>
  )
}
