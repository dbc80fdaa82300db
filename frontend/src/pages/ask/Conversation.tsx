import { Button, Textarea } from '@mantine/core'
import { getHotkeyHandler } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { withinSentence } from '../../lib/text'
import { useRemedyTitle } from '../../ui/remedies'
import { complain } from '../../ui/toast'
import classes from './Asked.module.css'
import { TakeBack } from './TakeBack'

/** The approver offered something else, or asked something: the requester's turn. */
export function Conversation({ request }: { request: Request }) {
  const Turn = request.state === 'offered' ? Offer : Question
  return <Turn request={request} back={<TakeBack request={request} />} />
}

type TurnProps = { request: Request; back: ReactNode }

function Offer({ request, back }: TurnProps) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const accept = $api.useMutation('post', '/api/v1/requests/{request_id}/accept', { ...useTaken(), onError: complain })
  const offer = request.approval?.offer
  if (!offer) return null
  const amount = spoken(offer.amount, request.currency, i18n.language)
  const remedy = withinSentence(title(offer.remedy), i18n.language)
  return (
    <>
      <p className={classes.headline}>{t('asked.offer', { name: offer.by.name, remedy, amount })}</p>
      {offer.comment && <p className={classes.sentence}>“{offer.comment}”</p>}
      <div className={classes.actions}>
        <Button
          data-asked-key="a"
          loading={accept.isPending}
          onClick={() => accept.mutate({ ...ofRequest(request.id), body: { version: request.version } })}
        >
          {t('asked.accept', { amount })}
        </Button>
        {back}
      </div>
    </>
  )
}

function Question({ request, back }: TurnProps) {
  const { t } = useTranslation()
  const [answer, setAnswer] = useState('')
  const send = $api.useMutation('post', '/api/v1/requests/{request_id}/answer', { ...useTaken(), onError: complain })
  const question = request.approval?.question
  if (!question) return null
  const text = answer.trim()
  const post = () => {
    if (text && !send.isPending)
      send.mutate({ ...ofRequest(request.id), body: { version: request.version, answer: text } })
  }
  return (
    <>
      <p className={classes.headline}>{t('asked.question', { name: question.by.name })}</p>
      <p className={classes.sentence}>“{question.text}”</p>
      <Textarea
        label={t('asked.answer')}
        data-asked-key="a"
        autosize
        minRows={2}
        maxLength={2000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
        onKeyDown={getHotkeyHandler([['mod+Enter', post]])}
      />
      <div className={classes.actions}>
        <Button disabled={!text} loading={send.isPending} onClick={post}>
          {t('asked.send')}
        </Button>
        {back}
      </div>
    </>
  )
}
