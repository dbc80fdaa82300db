import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Account, Held } from '../../../api/shapes'
import { useKept } from '../../../api/staff'
import { tell } from '../../../ui/toast'
import { tellUndo } from '../undo'

const PATH = '/api/v1/people/{person_id}/certificates/{code}'

/** Granting, renewing and taking back, each at the version that was seen; taking back can be undone. */
export function useGranting(person: Account) {
  const { t } = useTranslation()
  const { keep, refused } = useKept()
  const put = $api.useMutation('put', PATH, { onError: refused })
  const drop = $api.useMutation('delete', PATH, { onError: refused })
  const path = (code: string) => ({ person_id: person.id, code })
  const grant = (code: string, grantedAt?: string, version = person.version) =>
    put.mutate(
      { params: { path: path(code) }, body: { version, ...(grantedAt ? { granted_at: grantedAt } : {}) } },
      {
        onSuccess: (after) => {
          keep(after)
          tell(t('people.granted', { name: after.name, code }))
        },
      },
    )
  const revoke = ({ code, granted_at, standing }: Held) =>
    drop.mutate(
      { params: { path: path(code), query: { version: person.version } } },
      {
        onSuccess: (after) => {
          keep(after)
          const said = t('people.revoked', { name: after.name, code })
          if (standing === 'lapsed') tell(said)
          else tellUndo(said, t('people.undo'), () => grant(code, granted_at, after.version))
        },
      },
    )
  return { grant, revoke, busy: put.isPending || drop.isPending }
}
