import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Rung } from '../../../api/shapes'
import { useKept } from '../../../api/staff'
import { moved } from '../../../lib/staff'
import { complain, tell } from '../../../ui/toast'

/** What can be done with the ladder; each a new version of the limits, refused where somebody would gain. */
export function useRungs(tiers: Rung[], onSaved: () => void) {
  const { t } = useTranslation()
  const { renew } = useKept()
  const post = $api.useMutation('post', '/api/v1/tiers', { onSuccess: onSaved, onSettled: renew })
  const patch = $api.useMutation('patch', '/api/v1/tiers/{name}', { onSuccess: onSaved, onSettled: renew })
  const order = $api.useMutation('put', '/api/v1/tiers/order', { onError: complain, onSettled: renew })
  const remove = $api.useMutation('delete', '/api/v1/tiers/{name}', { onError: complain, onSettled: renew })
  const names = tiers.map(({ name }) => name)
  return {
    add: (body: { name: string; title: string; above: string | null }) => post.mutate({ body }),
    retitle: (name: string, title: string) => patch.mutate({ params: { path: { name } }, body: { title } }),
    drop: ({ name, title }: Rung) =>
      remove.mutate({ params: { path: { name } } }, { onSuccess: () => tell(t('people.removed', { what: title })) }),
    /** One rung up (1) or down (-1); null where it is the last there. */
    step: (at: number, by: number) => {
      const after = moved(names, at, by)
      return after && (() => order.mutate({ body: { names: after } }))
    },
    saving: post.isPending || patch.isPending,
    busy: order.isPending || remove.isPending,
    error: post.error ?? patch.error,
  }
}
