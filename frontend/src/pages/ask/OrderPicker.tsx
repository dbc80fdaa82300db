import { Combobox, Loader, Skeleton, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import type { Order } from '../../api/shapes'
import { day } from '../../lib/time'
import { Money } from '../../ui/Money'
import { Trouble } from '../../ui/Trouble'
import classes from './Ask.module.css'
import type { Fill } from './fill'

/** Marks an option that is a customer, not an order. */
const FOR = 'customer '

/** The customer whose orders were found, else what was typed, where it can be a customer's number. */
const whose = (q: string, orders: Order[]): string | null =>
  orders[0]?.customer.id ?? (/^[\x21-\x7e]*\d[\x21-\x7e]*$/.test(q) ? q : null)

/** Finds an order by its number, the customer's name or number; the latest ones without typing. */
export function OrderPicker({ autoFocus, onPick }: { autoFocus: boolean; onPick: (part: Partial<Fill>) => void }) {
  const { t, i18n } = useTranslation()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [text, setText] = useState('')
  const [q] = useDebouncedValue(text.trim(), 180)
  const query = { params: { query: q ? { q, limit: 8 } : { limit: 8 } } }
  const { data, isFetching, error, refetch } = $api.useQuery('get', '/api/v1/orders', query, {
    placeholderData: keepPreviousData,
  })
  const orders = data?.items ?? []
  const first = orders[0]?.id
  const customer = q && whose(q, orders)
  useEffect(() => {
    if (first && q) combobox.selectFirstOption()
  }, [first, q, combobox.selectFirstOption])
  const pick = (id: string) => {
    const order = orders.find((one) => one.id === id)
    if (order) onPick({ order, customer: null })
    else if (id.startsWith(FOR)) onPick({ customer: id.slice(FOR.length), currency: orders[0]?.currency ?? 'USD' })
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
              combobox.openDropdown()
            }}
            onClick={() => combobox.openDropdown()}
            onFocus={() => combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options mah={360} style={{ overflowY: 'auto' }} aria-label={t('ask.order')}>
            {!data && isFetching && <Skeleton height={44} m={6} />}
            {data && orders.length === 0 && <Combobox.Empty>{t('ask.noOrder', { q })}</Combobox.Empty>}
            {orders.map((order) => (
              <Combobox.Option key={order.id} value={order.id}>
                <span className={classes.option}>
                  <span className={classes.optionName}>
                    {order.id} · {order.customer.name}
                  </span>
                  <span className={classes.optionRest}>
                    {day(order.placed_at, i18n.language)} · {order.lines.map((line) => line.name).join(', ')}
                  </span>
                  <span className={classes.optionMoney}>
                    <Money amount={order.captured} currency={order.currency} />
                  </span>
                </span>
              </Combobox.Option>
            ))}
            {customer && (
              <Combobox.Option value={`${FOR}${customer}`}>
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
