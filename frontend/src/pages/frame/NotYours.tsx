import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/Empty'
import { Page } from '../../ui/Page'
import { LinkButton } from './LinkButton'
import type { Place } from './places'

/** In place of a page that this person's role does not use: nothing of it is shown or asked for. */
export function NotYours({ name }: { name: Place['name'] }) {
  const { t } = useTranslation()
  return (
    <Page title={t(`nav.${name}`)}>
      <Empty
        icon={Lock}
        title={t('frame.notYours')}
        action={
          <LinkButton to="/" variant="default" mt="sm">
            {t('frame.home')}
          </LinkButton>
        }
      >
        {t('frame.notYoursText')}
      </Empty>
    </Page>
  )
}
