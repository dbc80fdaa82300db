import { useTranslation } from 'react-i18next'
import { figure } from '../lib/money'
import classes from './Money.module.css'

type Props = { amount: number; currency: string; size?: 'md' | 'lg' | 'xl'; bare?: boolean }

/** An amount: tabular, never broken over two lines, the code quieter than the figure. */
export function Money({ amount, currency, size = 'md', bare = false }: Props) {
  const { i18n } = useTranslation()
  return (
    <span className={classes.money} data-size={size}>
      {!bare && <span className={classes.code}>{currency} </span>}
      {figure(amount, currency, i18n.language)}
    </span>
  )
}
