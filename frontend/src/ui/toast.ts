import { notifications } from '@mantine/notifications'
import { asProblem } from '../lib/problem'

/** Says in passing that something worked. */
export function tell(message: string): void {
  notifications.show({ message, color: 'pine', withBorder: true })
}

/** Says in passing why something did not work. */
export function complain(error: unknown): void {
  const problem = asProblem(error)
  notifications.show({
    title: problem.title,
    message: problem.detail,
    color: 'brick',
    withBorder: true,
    autoClose: 12_000,
  })
}
