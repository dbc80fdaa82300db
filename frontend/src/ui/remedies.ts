import {
  CalendarClock,
  Gift,
  type LucideIcon,
  PackageCheck,
  PackageX,
  Percent,
  ReceiptText,
  RefreshCw,
  Undo2,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../api/shapes'

type Remedy = Request['remedy']

const ICONS: Record<Remedy, LucideIcon> = {
  refund: Undo2,
  replacement: PackageCheck,
  goodwill_credit: Gift,
  returnless_refund: PackageX,
  fee_waiver: ReceiptText,
  subscription_change: RefreshCw,
  discount: Percent,
  payment_extension: CalendarClock,
}

export const REMEDY_ICONS: Record<string, LucideIcon> = ICONS
export const REMEDIES = Object.keys(ICONS) as Remedy[]

/** What people call a remedy. */
export function useRemedyTitle(): (remedy: string) => string {
  const { t } = useTranslation()
  return (remedy) => t(`remedy.${remedy}` as 'remedy.refund', { defaultValue: remedy.replaceAll('_', ' ') })
}
