import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../api/shapes'
import { count } from '../../../lib/text'
import { ShadowDialog } from './ShadowDialog'
import { useShadow } from './useShadow'

/** Opens the shadow of the draft; while it runs, how many it would have answered otherwise stands in it. */
export function ShadowButton({ draft, possible }: { draft: Draft; possible: boolean }) {
  const { t, i18n } = useTranslation()
  const [open, setOpen] = useState(false)
  const { data } = useShadow(draft)
  // What it has found can be looked at for as long as the draft is.
  if (!possible && !data?.begun_at && draft.state !== 'editing') return null
  return (
    <>
      <Button variant="default" disabled={!possible && !data?.begun_at} onClick={() => setOpen(true)}>
        {data?.running ? t('shadow.openRunning', { changed: count(data.changed, i18n.language) }) : t('shadow.open')}
      </Button>
      {open && <ShadowDialog draft={draft} possible={possible} onClose={() => setOpen(false)} />}
    </>
  )
}
