import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRemedies } from '../../api/catalog'
import { $api } from '../../api/client'
import { ofRequest } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { readMoney, spoken } from '../../lib/money'
import { useRemedyTitle } from '../../ui/remedies'
import type { DialogProps } from './RejectDialog'
import { useSent, useWords } from './useWords'
import { WordDialog } from './WordDialog'

/** Less than was asked for, or something else: the agent settles it with the customer. */
export function OfferDialog({ request, onClose, onRefused }: DialogProps) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const [remedy, setRemedy] = useState(request.remedy)
  const [text, setText] = useWords(request.id, 'offer amount')
  const [comment, setComment] = useWords(request.id, 'offer')
  const { onSuccess } = useSent()
  const post = $api.useMutation('post', '/api/v1/requests/{request_id}/offer', {
    onSuccess,
    onError: onRefused,
    onSettled: onClose,
  })
  const { currency } = request
  const remedies = useRemedies().filter(({ needs_order: needs }) => !needs || request.order_id)
  const money = readMoney(text, currency, i18n.language)
  const tooMuch = money.amount !== null && money.amount > request.amount
  const wrong = money.error && money.error !== 'empty' ? t(`ask.amountError.${money.error}`, { currency }) : null
  const asked = spoken(request.amount, currency, i18n.language)
  const ready = money.amount !== null && money.amount > 0 && !tooMuch && comment.trim() !== ''
  const send = () => {
    if (money.amount === null) return
    const body = { version: request.version, remedy, amount: money.amount, comment: comment.trim() }
    post.mutate({ ...ofRequest(request.id), body })
  }
  return (
    <WordDialog
      title={t('inbox.offerTitle', { amount: asked, name: request.requester.name })}
      label={t('inbox.offerComment')}
      word={comment}
      onWord={setComment}
      first={false}
      does={
        money.amount
          ? t('inbox.offerNow', { amount: spoken(money.amount, currency, i18n.language) })
          : t('inbox.offerIt')
      }
      onDo={send}
      onClose={onClose}
      disabled={!ready}
      busy={post.isPending}
    >
      <Select
        mb="sm"
        label={t('inbox.offerRemedy')}
        allowDeselect={false}
        value={remedy}
        data={remedies.map((one) => ({ value: one.remedy, label: title(one.remedy) }))}
        onChange={(chosen) => setRemedy((chosen ?? remedy) as Request['remedy'])}
      />
      <TextInput
        data-autofocus
        mb="sm"
        label={t('inbox.offerAmount')}
        inputMode="decimal"
        autoComplete="off"
        leftSection={<span className="soft">{currency}</span>}
        leftSectionWidth={54}
        value={text}
        error={tooMuch ? t('inbox.offerTooMuch', { amount: asked }) : wrong}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </WordDialog>
  )
}
