import { Button, Group, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRemedies } from '../../api/catalog'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { readMoney, spoken } from '../../lib/money'
import { Dialog } from '../../ui/Dialog'
import { useRemedyTitle } from '../../ui/remedies'
import type { DialogProps } from './RejectDialog'

/** Less than was asked for, or something else: the agent settles it with the customer. */
export function OfferDialog({ request, onClose, onRefused }: DialogProps) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const [remedy, setRemedy] = useState(request.remedy)
  const [text, setText] = useState('')
  const [comment, setComment] = useState('')
  const { onSuccess } = useTaken()
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
    <Dialog onClose={onClose} title={t('inbox.offerTitle', { amount: asked, name: request.requester.name })}>
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
        label={t('inbox.offerAmount')}
        inputMode="decimal"
        autoComplete="off"
        leftSection={<span className="soft">{currency}</span>}
        leftSectionWidth={54}
        value={text}
        error={tooMuch ? t('inbox.offerTooMuch', { amount: asked }) : wrong}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={t('inbox.offerComment')}
        autosize
        minRows={2}
        maxLength={2000}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!ready} loading={post.isPending} onClick={send}>
          {t('inbox.offerNow', { amount: money.amount ? spoken(money.amount, currency, i18n.language) : '' })}
        </Button>
      </Group>
    </Dialog>
  )
}
