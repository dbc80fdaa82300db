import { useQueryClient } from '@tanstack/react-query'
import { $api } from './client'
import type { Order } from './shapes'

const ofOrder = (id: string) => ({ params: { path: { order_id: id } } })

/** The name of an order's customer, where the order was just looked at; nothing is fetched for it. */
export function useKnownCustomer(id: string | null): string | undefined {
  const client = useQueryClient()
  if (id === null) return undefined
  const linked = client.getQueryData<Order>($api.queryOptions('get', '/api/v1/orders/{order_id}', ofOrder(id)).queryKey)
  const found = client.getQueriesData<{ items: Order[] }>({ queryKey: ['get', '/api/v1/orders'] })
  const order = linked ?? found.flatMap(([, page]) => page?.items ?? []).find((one) => one.id === id)
  return order?.customer.name
}
