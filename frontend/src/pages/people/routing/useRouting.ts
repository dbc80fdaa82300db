import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Routing } from '../../../api/shapes'
import { bodyOf, type Wanted, wantedOf } from '../../../lib/routing'
import { tell } from '../../../ui/toast'

const QUERY = $api.queryOptions('get', '/api/v1/routing')

/** Who is asked, as it counts now. */
export const useRouting = () => useQuery({ ...QUERY, staleTime: 60_000 })

/** Puts something else in its place: the whole of it, as it was seen, with what changes. */
export function useSaving(onDone: () => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const put = $api.useMutation('put', '/api/v1/routing', {
    onSuccess: (fresh) => {
      client.setQueryData(QUERY.queryKey, fresh)
      tell(t('routing.saved'))
      onDone()
    },
    onError: () => void client.invalidateQueries({ queryKey: QUERY.queryKey }),
  })
  const save = (change: (wanted: Wanted) => Partial<Wanted>, note: string) => {
    const seen = client.getQueryData<Routing>(QUERY.queryKey)
    if (!seen) return
    const wanted = wantedOf(seen)
    put.mutate({ body: bodyOf({ ...wanted, ...change(wanted) }, note) })
  }
  return { save, busy: put.isPending, error: put.error }
}
