import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { canPush, current, described, subscribe, type Told } from '../lib/push'
import { $api, http } from './client'
import { may } from './me'
import type { Me } from './shapes'

const KEPT = 'remit.push'
const NOTICES = '/api/v1/me/notices'
const RARELY = { staleTime: 600_000 }

type Language = 'en' | 'de'
const speaks = (language: string): Language => (language === 'de' ? 'de' : 'en')

/** By which ways one can be told, and is. */
export const useNotices = (me: Me) =>
  $api.useQuery('get', NOTICES, {}, { ...RARELY, enabled: may(me, 'me.notices') }).data

/** Who switched it on in this browser, and as what the server knows it. */
function kept(): { person: string; id: string } {
  const [person = '', id = ''] = (localStorage.getItem(KEPT) ?? '').split(' ')
  return { person, id }
}

async function register(me: Me, one: PushSubscription, language: Language): Promise<void> {
  const { data } = await http.POST('/api/v1/push/subscriptions', { body: { ...described(one), language } })
  localStorage.setItem(KEPT, `${me.id} ${data?.id ?? ''}`)
}

/** A subscription ends with the session: whoever had switched it on has it on again with the next one. */
export function useStayTold(me: Me): void {
  const { i18n } = useTranslation()
  const key = useNotices(me)?.push?.key
  const language = speaks(i18n.language)
  useEffect(() => {
    if (!key || !canPush() || Notification.permission !== 'granted' || kept().person !== me.id) return
    current(key)
      .then((one) => one && register(me, one, language))
      .catch(() => undefined)
  }, [key, me, language])
}

/** Switches pushes to this browser on and off. */
export function usePush(me: Me) {
  const { i18n } = useTranslation()
  const key = useNotices(me)?.push?.key
  const [told, setTold] = useState<Told>('no-push')

  useEffect(() => {
    if (!key || !canPush()) return
    if (Notification.permission === 'denied') return setTold('blocked')
    setTold('off')
    if (kept().person !== me.id) return
    current(key)
      .then((one) => setTold(one ? 'on' : 'off'))
      .catch(() => undefined)
  }, [key, me.id])

  const on = async () => {
    const one = key && (await subscribe(key))
    if (one) await register(me, one, speaks(i18n.language))
    setTold(one ? 'on' : 'blocked')
  }

  const off = async () => {
    const { id } = kept()
    localStorage.removeItem(KEPT)
    setTold('off')
    if (key) await (await current(key))?.unsubscribe()
    const path = { subscription_id: id }
    if (id) await http.DELETE('/api/v1/push/subscriptions/{subscription_id}', { params: { path } })
  }

  return { told, on, off }
}

/** E-mail while away. */
export function useMailWish() {
  const client = useQueryClient()
  const { i18n } = useTranslation()
  const put = $api.useMutation('put', NOTICES, {
    onSuccess: (said) => client.setQueryData(['get', NOTICES, {}], said),
  })
  return {
    busy: put.isPending,
    wish: (email: boolean) => put.mutate({ body: { email, language: speaks(i18n.language) } }),
  }
}
