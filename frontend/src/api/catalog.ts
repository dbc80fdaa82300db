import { $api } from './client'
import type { Reason, Remedy } from './shapes'

const RARELY = { staleTime: 600_000 }

export function useReasons(): Reason[] {
  return $api.useQuery('get', '/api/v1/reasons', {}, RARELY).data?.items ?? []
}

export function useRemedies(): Remedy[] {
  return $api.useQuery('get', '/api/v1/remedies', {}, RARELY).data?.items ?? []
}

/** The title of a reason code; the code itself until the list is there. */
export function useReasonTitle(): (code: string) => string {
  const reasons = useReasons()
  return (code) => reasons.find((reason) => reason.code === code)?.title ?? code.replaceAll('_', ' ').toLowerCase()
}
