import { Combobox, Loader, Skeleton, TextInput, useCombobox } from '@mantine/core'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order } from '../../api/shapes'
import { day } from '../../lib/time'
import { Money } from '../../ui/Money'
import { Trouble } from '../../ui/Trouble'
import classes from './Ask.module.css'
import type { Fill } from './fill'
import { useOrders } from './useOrders'

/** Marks an option that is a customer, not an order. */
const FOR = 'customer '

/** The customer whose orders were found, else what was typed, where it can be a customer's number. */
const whose = (q: string, orders: Order[]): string | null =>
  orders[0]?.customer.id ?? (/^[\x21-\x7e]*\d[\x21-\x7e]*$/.test(q) ? q : null)

/**
 * Finds an order by its number, the customer's name or number; the latest ones without typing.
 *
 * Lines that answer what was typed before cannot be taken: whose order they would be is not what was meant.
 */
export function OrderPicker({ autoFocus, onPick }: { autoFocus: boolean; onPick: (part: Partial<Fill>) => void }) {
  const { t, i18n } = useTranslation()
  const [text, setText] = useState('')
  const [hasty, setHasty] = useState(false)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setHasty(false)
    },
  })
  const { dropdownOpened, selectFirstOption, resetSelectedOption, updateSelectedOptionIndex } = combobox
  const { q, orders, answered, behind, isFetching, error, refetch } = useOrders(text.trim())
  const first = behind ? undefined : orders[0]
  const customer = q && whose(q, orders)
  const pick = (id: string) => {
    const order = orders.find((one) => one.id === id)
    if (order) onPick({ order, customer: null })
    else if (id.startsWith(FOR)) onPick({ customer: id.slice(FOR.length), currency: orders[0]?.currency ?? 'USD' })
  }
  useEffect(() => {
    if (!dropdownOpened || behind) return
    resetSelectedOption()
    if (!q) return
    selectFirstOption()
    // Only shown as what Enter takes: the first arrow goes onto this line, not past it.
    updateSelectedOptionIndex(-1)
  }, [dropdownOpened, behind, q, resetSelectedOption, selectFirstOption, updateSelectedOptionIndex])
  useEffect(() => {
    if (!hasty || behind) return
    setHasty(false)
    if (first) onPick({ order: first, customer: null })
  }, [hasty, behind, first, onPick])
  const press = (event: KeyboardEvent) => {
    const chosen = !behind && combobox.getSelectedOptionIndex() !== -1
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !dropdownOpened || !text.trim() || chosen) return
    event.preventDefault()
    // Pressed before the answer is there, it waits for it.
    setHasty(true)
  }
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={pick} shadow="lg">
        <Combobox.Target>
          <TextInput
            label={t('ask.order')}
            placeholder={t('ask.orderHint')}
            size="md"
            autoComplete="off"
            autoFocus={autoFocus}
            leftSection={<Search size={17} aria-hidden="true" />}
            rightSection={isFetching ? <Loader size={16} /> : null}
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value)
              setHasty(false)
              combobox.resetSelectedOption()
              combobox.openDropdown()
            }}
            onKeyDown={press}
            onClick={() => combobox.openDropdown()}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options mah={360} style={{ overflowY: 'auto' }} aria-label={t('ask.order')}>
            {!answered && isFetching && <Skeleton height={44} m={6} />}
            {answered && orders.length === 0 && <Combobox.Empty>{t('ask.noOrder', { q })}</Combobox.Empty>}
            {orders.map((order) => (
              <Combobox.Option key={order.id} value={order.id} disabled={behind} className={classes.found}>
                <span className={classes.option}>
                  <span className={classes.optionName}>
                    {order.id} · {order.customer.name}
                  </span>
                  <span className={classes.optionRest}>
                    {day(order.placed_at, i18n.language)} · {order.lines.map((line) => line.name).join(' · ')}
                  </span>
                  <span className={classes.optionMoney}>
                    <Money amount={order.captured} currency={order.currency} />
                  </span>
                </span>
              </Combobox.Option>
            ))}
            {customer && (
              <Combobox.Option value={`${FOR}${customer}`} disabled={behind} className={classes.found}>
                <span className={classes.optionName}>{t('ask.forCustomer', { id: customer })}</span>
              </Combobox.Option>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {error && <Trouble error={error} retry={() => void refetch()} />}
    </>
  )
}
