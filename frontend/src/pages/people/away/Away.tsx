import { CalendarOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useDelegations } from '../../../api/delegations'
import { Delegations } from '../../../ui/Delegations'
import { Empty } from '../../../ui/Empty'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import { RejectReasons } from './RejectReasons'

/** Who is out of the office, and who stands in; and the reasons at hand for a no. */
export function Away() {
  const { t } = useTranslation()
  const { items, known, error, end } = useDelegations(false)
  const open = items.filter(({ state }) => state !== 'ended')
  const over = items.filter(({ state }) => state === 'ended')
  return (
    <>
      <Panel title={t('away.all')} label={t('away.all')}>
        {error && !known && <Trouble error={error} />}
        {known && items.length === 0 && (
          <Empty icon={CalendarOff} title={t('away.nobody')}>
            {t('away.nobodyText')}
          </Empty>
        )}
        <Delegations items={[...open, ...over]} onEnd={end} />
      </Panel>
      <RejectReasons />
    </>
  )
}
