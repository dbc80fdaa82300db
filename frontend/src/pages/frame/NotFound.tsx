import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/Empty'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <main style={{ paddingBlockStart: '18vh' }}>
      <Empty
        icon={Compass}
        title={t('frame.notFound')}
        action={
          <Button component={Link} to="/" variant="default" mt="sm">
            {t('frame.home')}
          </Button>
        }
      >
        {t('frame.notFoundText')}
      </Empty>
    </main>
  )
}
