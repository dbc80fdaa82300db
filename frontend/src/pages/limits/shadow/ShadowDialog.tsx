import { Button, Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../api/shapes'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import back from '../backtest/Backtest.module.css'
import { ShadowResult } from './ShadowResult'
import { Standing } from './Standing'
import { useShadow, useShadowSteps } from './useShadow'

type Props = { draft: Draft; possible: boolean; onClose: () => void }

/** What the draft would say to what is asked for now: put in shadow, looked at while it runs, taken out. */
export function ShadowDialog({ draft, possible, onClose }: Props) {
  const { t } = useTranslation()
  const { data, error, refetch } = useShadow(draft, true)
  const steps = useShadowSteps(draft)
  return (
    <Dialog title={t('shadow.title', { name: draft.name })} onClose={onClose} size="xl">
      <p className={back.lead}>{t('shadow.lead')}</p>
      {error && !data ? <Trouble error={error} retry={() => void refetch()} /> : null}
      {!error && !data && <Skeleton height={160} radius="lg" />}
      {data && (
        <>
          <Standing
            shadow={data}
            action={
              data.running ? (
                <Button variant="default" loading={steps.busy} onClick={steps.stop}>
                  {t('shadow.stop')}
                </Button>
              ) : (
                possible && (
                  <Button loading={steps.busy} onClick={steps.begin}>
                    {t(data.begun_at ? 'shadow.again' : 'shadow.begin')}
                  </Button>
                )
              )
            }
          />
          {data.begun_at && (
            <div className={back.outcome}>
              <ShadowResult draft={draft} shadow={data} />
            </div>
          )}
        </>
      )}
    </Dialog>
  )
}
