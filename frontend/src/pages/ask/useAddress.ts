import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { paths } from '../../paths'
import type { AskSearch } from './search'

const PAUSE_MS = 400

/** Keeps the address in step with the form, so that a reload or a link shows it again. */
export function useAddress({ order, customer, remedy, amount, reason }: AskSearch): void {
  const router = useRouter()
  const navigate = useNavigate({ from: paths.ask })
  useEffect(() => {
    if (!order && !customer) return
    const timer = setTimeout(() => {
      // Somebody is on the way to another page, which may still be loading: do not call them back.
      if (router.latestLocation.pathname !== paths.ask) return
      // Nor scroll: on a phone somebody is half-way down the form.
      void navigate({ search: { order, customer, remedy, amount, reason }, replace: true, resetScroll: false })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [order, customer, remedy, amount, reason, navigate, router])
}
