import { expect, it } from 'vitest'
import type { Me } from '../../api/shapes'
import { home } from './home'

const somebody = (roles: string[], ...permissions: string[]) => ({ roles, permissions }) as Me

it('begins where the work of a role is', () => {
  expect(home(somebody(['approver'], 'requests.create', 'requests.read'))).toBe('/inbox')
  expect(home(somebody(['agent'], 'requests.create', 'requests.read'))).toBe('/ask')
  expect(home(somebody(['ops'], 'policy.draft', 'people.write', 'requests.read'))).toBe('/limits')
  expect(home(somebody(['auditor'], 'audit.read', 'requests.read'))).toBe('/history')
})

it('begins with people for an administrator, who may see no requests', () => {
  expect(home(somebody(['admin'], 'people.read', 'people.write', 'requests.read'))).toBe('/people')
})
