import { Modal, type ModalProps } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from './useFocusBack'

type Props = { title: string; onClose: () => void; size?: ModalProps['size']; children: ReactNode }

/** A dialog, there as long as it is open. Its head is no banner of the page, and its cross has a name. */
export function Dialog({ title, onClose, size = 'md', children }: Props) {
  const { t } = useTranslation()
  useFocusBack()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      attributes={{ header: { role: 'presentation' } }}
    >
      {children}
    </Modal>
  )
}
