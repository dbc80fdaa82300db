import { useLocalStorage } from '@mantine/hooks'

/** Whether single letters act (only with the focus in the list, and only if switched on: WCAG 2.1.4). */
export const useSingleKeys = () => {
  const [value, set] = useLocalStorage({ key: 'remit.single-keys', defaultValue: true, getInitialValueInEffect: false })
  return [value, set] as const
}
