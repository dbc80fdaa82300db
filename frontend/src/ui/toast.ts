import { notifications } from '@mantine/notifications'
import { t } from 'i18next'
import { asProblem } from '../lib/problem'

const closing = () => ({ closeButtonProps: { 'aria-label': t('common.close') } })

/** Says in passing that something worked. */
export function tell(message: string): void {
  notifications.show({ message, color: 'pine', withBorder: true, ...closing() })
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
    ...closing(),
  })
}
