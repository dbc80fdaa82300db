import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Note } from '../../ui/Note'

/** It would be done before anybody is asked: what that means, and the way back. */
export function ActingNow({ onAsk }: { onAsk: () => void }) {
  const { t } = useTranslation()
  const back = (
    <Button size="compact-sm" variant="default" onClick={onAsk}>
      {t('meter.askFirst')}
    </Button>
  )
  return (
    <Note tone="look" title={t('meter.actingNow')} action={back}>
      {t('meter.actingNowText')}
    </Note>
  )
}
