import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { http } from '../../../api/client'
import type { Draft, NewRequest, WhatIf } from '../../../api/shapes'
import { readMoney } from '../../../lib/money'

export type CaseForm = {
  who: string
  name: string
  remedy: NewRequest['remedy']
  amount: string
  currency: string
  reason: string | null
  channel: NonNullable<NewRequest['channel']> | null
  age: number | ''
  captured: string
}
export type WhatIfState = {
  answer: WhatIf | undefined
  error: unknown
  wrong: 'empty' | 'not-a-number' | 'too-fine' | 'too-big' | 'zero' | null
}

export const FIRST_CASE: CaseForm = {
  ...{ who: 'tier:agent', name: '', remedy: 'refund', amount: '', currency: 'USD', reason: 'DAMAGED_DEFECTIVE' },
  ...{ channel: 'phone', age: '', captured: '' },
}

const PATH = '/api/v1/policy/what-if'

/** What the case would come to, asked while it is put together. */
export function useWhatIf(form: CaseForm, draft: Draft | undefined, locale: string): WhatIfState {
  const money = readMoney(form.amount, form.currency, locale)
  const captured = readMoney(form.captured, form.currency, locale)
  const body = {
    ...{ who: form.who, remedy: form.remedy, amount: money.amount ?? 1, currency: form.currency },
    reason: form.reason ?? '',
    override: false,
    ...(form.channel ? { channel: form.channel } : {}),
    ...(form.age === '' ? {} : { order_age_days: form.age }),
    ...(captured.amount ? { order_captured: captured.amount } : {}),
    ...(draft ? { draft: draft.id } : {}),
  }
  const [asked] = useDebouncedValue(JSON.stringify(body), 200)
  const ready = Boolean(money.amount && form.reason)
  const query = useQuery({
    queryKey: ['post', PATH, asked, draft?.revision],
    queryFn: async () => {
      const { data } = await http.POST(PATH, { body: JSON.parse(asked) as typeof body })
      return data ?? null
    },
    enabled: ready,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const typed = form.amount.trim() !== ''
  const wrong = money.error === 'empty' || !typed ? null : (money.error ?? (money.amount === 0 ? 'zero' : null))
  return { answer: ready ? (query.data ?? undefined) : undefined, error: ready ? query.error : null, wrong }
}
