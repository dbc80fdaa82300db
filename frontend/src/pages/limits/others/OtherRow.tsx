import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Marked } from '../../../lib/draft'
import { spoken } from '../../../lib/money'
import { useRemedyTitle } from '../../../ui/remedies'
import { useModeWord } from '../grid/modes'
import { useSaid } from '../said'
import classes from './Others.module.css'

type Props = { rule: Marked; name: string; onOpen: ((rule: Marked) => void) | undefined }

/** One limit or cap: whose it is, for what, how much, and under what condition. */
export function OtherRow({ rule, name, onOpen }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const word = useModeWord()
  const { when } = useSaid()
  const amount = (minor: number | null) =>
    minor === null ? t('limits.noLimit') : spoken(minor, rule.currency, i18n.language)
  const moved = rule.status === 'changed' && rule.before !== rule.amount
  const aside = [when(rule.when), rule.guideline].filter(Boolean).join(' · ')
  return (
    <>
      <td className={classes.who}>
        {onOpen ? (
          <UnstyledButton className={classes.open} onClick={() => onOpen(rule)}>
            {name}
          </UnstyledButton>
        ) : (
          name
        )}
        {rule.subject.startsWith('team:') && <span className="soft"> · {t('limits.team')}</span>}
      </td>
      <td>
        {title(rule.remedy)}
        {aside && <span className={classes.aside}>{aside}</span>}
      </td>
      <td>
        {t(rule.kind === 'cap' ? 'limits.cap' : 'limits.grant')}, {word(rule.mode)}
      </td>
      <td className={classes.amount}>
        {moved && (
          <>
            <del>{amount(rule.before)}</del>
            <span aria-hidden="true"> → </span>
          </>
        )}
        {rule.status === 'removed' ? <del>{amount(rule.amount)}</del> : amount(rule.amount)}
      </td>
    </>
  )
}
