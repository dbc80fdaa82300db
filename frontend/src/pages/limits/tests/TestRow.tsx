import { Button, UnstyledButton } from '@mantine/core'
import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReasonTitle } from '../../../api/catalog'
import type { KeptTest, Tier, Tried } from '../../../api/shapes'
import { spoken } from '../../../lib/money'
import { toneOfOutcome } from '../../../lib/states'
import { Pill } from '../../../ui/Pill'
import { useRemedyTitle } from '../../../ui/remedies'
import { Cells } from './Cells'
import classes from './Tests.module.css'
import { useWho } from './useWho'

type Props = {
  test: KeptTest
  tiers: Tier[]
  /** How it came out; nothing where it was not run. */
  cells: Tried[] | undefined
  onOpen: (() => void) | undefined
  onRemove: (() => void) | undefined
}

/** One test: who × what × how much, what it should come to, and which cases come out otherwise. */
export function TestRow({ test, tiers, cells, onOpen, onRemove }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const reason = useReasonTitle()
  const who = useWho(tiers, test.who)
  const failed = cells?.filter(({ passed }) => !passed) ?? []
  const name = test.name || test.id
  const matrix = [
    test.who.map(who).join(', '),
    test.remedies.map(title).join(', '),
    test.amounts.map((amount) => spoken(amount, test.currency, i18n.language)).join(', '),
    reason(test.reason),
  ].join(' · ')
  return (
    <li data-failed={failed.length > 0 || undefined}>
      <div className={classes.line}>
        {cells && failed.length === 0 && (
          <CircleCheck size={16} className={classes.ok} aria-label={t('tests.passes')} />
        )}
        {failed.length > 0 && <CircleX size={16} className={classes.no} aria-label={t('tests.fails')} />}
        <span className={classes.said}>
          {onOpen ? (
            <UnstyledButton className={classes.open} onClick={onOpen}>
              {name}
            </UnstyledButton>
          ) : (
            <strong>{name}</strong>
          )}
          <span className={`${classes.aside} num`}>{matrix}</span>
          {test.origin && <span className={classes.aside}>{t('tests.origin', { reference: test.origin })}</span>}
        </span>
        <Pill tone={toneOfOutcome(test.expect)}>{t(`meter.${test.expect}`)}</Pill>
        {onRemove && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="brick"
            aria-label={t('tests.removeNamed', { name })}
            onClick={onRemove}
          >
            {t('common.remove')}
          </Button>
        )}
      </div>
      {failed.length > 0 && <Cells cells={failed} who={who} />}
    </li>
  )
}
