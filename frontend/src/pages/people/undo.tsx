import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'

/** Says in passing what was done, with the way back. */
export function tellUndo(message: string, label: string, undo: () => void): void {
  const id = notifications.show({
    color: 'pine',
    withBorder: true,
    autoClose: 9_000,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          {label}
        </Button>
      </Group>
    ),
  })
}
