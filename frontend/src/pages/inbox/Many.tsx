import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { sums } from '../../lib/sums'
import classes from './Inbox.module.css'
import type { Picking } from './usePicking'
import type { QueueState } from './useQueue'
import type { Settling } from './useSettling'

type Props = { queue: QueueState; picking: Picking; settling: Settling }

const MOST = 100

/** Several at once: pick them, see what they come to, one click; each has its own answer. */
export function Many({ queue, picking, settling }: Props) {
  const { t, i18n } = useTranslation()
  if (!picking.on) {
    if (queue.ids.filter(queue.waits).length < 2) return null
    return (
      <Button size="compact-sm" variant="subtle" w="fit-content" onClick={picking.start}>
        {t('inbox.pickSeveral')}
      </Button>
    )
  }
  const picked = picking.ids.map(queue.remembered).filter((one): one is Request => one !== undefined)
  const money = sums(picked).map(({ currency, amount }) => spoken(amount, currency, i18n.language))
  const send = () => void settling.approveMany(picked).then(picking.end, () => undefined)
  return (
    <div className={classes.many}>
      <Button
        size="sm"
        disabled={picked.length === 0 || picked.length > MOST}
        loading={settling.busyWithMany}
        onClick={send}
      >
        {picked.length === 0
          ? t('inbox.pickSome')
          : t('inbox.approveMany', { count: picked.length, amount: new Intl.ListFormat(i18n.language).format(money) })}
      </Button>
      <Button size="sm" variant="default" onClick={picking.end}>
        {t('common.cancel')}
      </Button>
    </div>
  )
}
