import { useNavigate, useSearch } from '@tanstack/react-router'
import type { StaffSearch } from '../../lib/staff'
import { paths } from '../../paths'

/** The filters as they stand in the address, and how to change them. */
export function useStaffSearch(): [StaffSearch, (part: Partial<StaffSearch>, replace?: boolean) => void] {
  const search = useSearch({ from: '/frame/people' })
  const navigate = useNavigate({ from: paths.people })
  return [search, (part, replace = false) => void navigate({ search: (old) => ({ ...old, ...part }), replace })]
}
