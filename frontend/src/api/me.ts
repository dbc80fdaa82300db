import { $api } from './client'
import type { Me } from './shapes'

export const meQuery = () => $api.queryOptions('get', '/api/v1/me')

/** Who is signed in. Only below the frame, which has fetched it. */
export const useMe = (): Me => $api.useSuspenseQuery('get', '/api/v1/me').data

export const may = (me: Me, permission: string): boolean => me.permissions.includes(permission)

/** Leads and above: people whose presence decides where requests go. */
export const approves = (me: Me): boolean => me.roles.includes('approver')
