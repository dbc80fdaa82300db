import { Compass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/Empty'
import { LinkButton } from './LinkButton'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <main style={{ paddingBlockStart: '18vh' }}>
      <Empty
        icon={Compass}
        title={t('frame.notFound')}
        action={
          <LinkButton to="/" variant="default" mt="sm">
            {t('frame.home')}
          </LinkButton>
        }
      >
        {t('frame.notFoundText')}
      </Empty>
    </main>
  )
}
