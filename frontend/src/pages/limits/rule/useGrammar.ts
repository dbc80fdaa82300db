import { $api } from '../../../api/client'
import type { Askable } from '../../../api/shapes'

const RARELY = { staleTime: 600_000 }

/** What conditions may ask about, as the server declares it. */
export function useGrammar(): Askable[] {
  return $api.useQuery('get', '/api/v1/policy/conditions', {}, RARELY).data?.facts ?? []
}
