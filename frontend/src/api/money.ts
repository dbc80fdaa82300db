import { useQueryClient } from '@tanstack/react-query'
import { $api } from './client'
import { ofRequest } from './requests'

const MONEY = '/api/v1/money'
const OFTEN_MS = 30_000
/** While it stands still more and more waits, and no event tells of that. */
const STILL_MS = 4_000

/** Whether money moves, and how many requests need a person. Rung by events; asked now and then besides. */
export const useMoney = () =>
  $api.useQuery(
    'get',
    MONEY,
    {},
    { refetchInterval: ({ state: { data } }) => (data && data.state !== 'moving' ? STILL_MS : OFTEN_MS) },
  ).data

/** How a request was carried out: the key, every attempt, when it moved. */
export const useCarriedOut = (id: string) =>
  $api.useQuery('get', '/api/v1/requests/{request_id}/execution', ofRequest(id))

/** Has the state of money fetched again. */
export function useMoneyChanged(): () => void {
  const client = useQueryClient()
  return () => void client.invalidateQueries({ queryKey: ['get', MONEY] })
}
