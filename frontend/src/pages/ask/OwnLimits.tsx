import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { MAX_AMOUNT } from '../../lib/money'
import { Money } from '../../ui/Money'
import { useRemedyTitle } from '../../ui/remedies'
import classes from './Ask.module.css'

/** Before there is anything to check: what this person may give of the remedy on their own. */
export function OwnLimits({ remedy, currency }: { remedy: string; currency: string | undefined }) {
  const { t } = useTranslation()
  const title = useRemedyTitle()
  const { data } = $api.useQuery('get', '/api/v1/me/authority', {}, { staleTime: 60_000 })
  const items = (data?.items ?? []).filter((one) => one.remedy === remedy && (!currency || one.currency === currency))
  return (
    <>
      <p className={classes.verdict}>{t('ask.own', { remedy: title(remedy) })}</p>
      {data && items.length === 0 && <p className={classes.sentence}>{t('ask.ownNone')}</p>}
      <ul className={classes.own}>
        {items.map((one) => (
          <li key={`${one.currency}-${one.brand}-${one.conditions}-${one.auto}-${one.review}`}>
            <span className="soft">{one.conditions || t('ask.ownAlways')}</span>
            <Own amount={one.auto ?? one.review} currency={one.currency} />
          </li>
        ))}
      </ul>
      {items[0]?.guideline && <p className={classes.sentence}>{items[0].guideline}</p>}
    </>
  )
}

function Own({ amount, currency }: { amount: number | null; currency: string }) {
  const { t } = useTranslation()
  if (amount === null) return <span>–</span>
  return amount >= MAX_AMOUNT ? <span>{t('limits.noLimit')}</span> : <Money amount={amount} currency={currency} />
}
