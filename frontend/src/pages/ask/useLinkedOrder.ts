import { useEffect, useRef } from 'react'
import { $api } from '../../api/client'
import type { Order } from '../../api/shapes'

/** Fetches the order that the address names, once, and hands it over; says what went wrong. */
export function useLinkedOrder(id: string | undefined, onOrder: (order: Order) => void): unknown {
  const linked = useRef(id)
  const { data: order, error } = $api.useQuery(
    'get',
    '/api/v1/orders/{order_id}',
    { params: { path: { order_id: linked.current ?? '' } } },
    { enabled: linked.current !== undefined },
  )
  const hand = useRef(onOrder)
  hand.current = onOrder
  useEffect(() => {
    if (!order || linked.current !== order.id) return
    linked.current = undefined
    hand.current(order)
  }, [order])
  return linked.current === undefined ? null : error
}
