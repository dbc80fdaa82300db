import { useEffect, useRef } from 'react'
import { $api } from '../../api/client'
import type { Order } from '../../api/shapes'

/** Fetches the order that the address names, once, and hands it over. */
export function useLinkedOrder(id: string | undefined, onOrder: (order: Order) => void): void {
  const linked = useRef(id)
  const order = $api.useQuery(
    'get',
    '/api/v1/orders/{order_id}',
    { params: { path: { order_id: linked.current ?? '' } } },
    { enabled: linked.current !== undefined },
  ).data
  const hand = useRef(onOrder)
  hand.current = onOrder
  useEffect(() => {
    if (!order || linked.current !== order.id) return
    linked.current = undefined
    hand.current(order)
  }, [order])
}
