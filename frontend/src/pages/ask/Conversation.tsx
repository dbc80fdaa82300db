import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { useRemedyTitle } from '../../ui/remedies'
import { complain } from '../../ui/toast'
import classes from './Asked.module.css'

/** The approver offered something else, or asked something: the requester's turn. */
export function Conversation({ request }: { request: Request }) {
  const { t } = useTranslation()
  const withdraw = $api.useMutation('post', '/api/v1/requests/{request_id}/withdraw', {
    ...useTaken(),
    onError: complain,
  })
  return (
    <>
      {request.state === 'offered' ? <Offer request={request} /> : <Question request={request} />}
      <div className={classes.actions}>
        <Button
          variant="default"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ ...ofRequest(request.id), body: { version: request.version } })}
        >
          {t('asked.withdraw')}
        </Button>
      </div>
    </>
  )
}

function Offer({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const accept = $api.useMutation('post', '/api/v1/requests/{request_id}/accept', { ...useTaken(), onError: complain })
  const offer = request.approval?.offer
  if (!offer) return null
  const amount = spoken(offer.amount, request.currency, i18n.language)
  return (
    <>
      <p className={classes.headline}>
        {t('asked.offer', { name: offer.by.name, remedy: title(offer.remedy).toLowerCase(), amount })}
      </p>
      {offer.comment && <p className={classes.sentence}>“{offer.comment}”</p>}
      <div>
        <Button
          loading={accept.isPending}
          onClick={() => accept.mutate({ ...ofRequest(request.id), body: { version: request.version } })}
        >
          {t('asked.accept', { amount })}
        </Button>
      </div>
    </>
  )
}

function Question({ request }: { request: Request }) {
  const { t } = useTranslation()
  const [answer, setAnswer] = useState('')
  const send = $api.useMutation('post', '/api/v1/requests/{request_id}/answer', { ...useTaken(), onError: complain })
  const question = request.approval?.question
  if (!question) return null
  const text = answer.trim()
  return (
    <>
      <p className={classes.headline}>{t('asked.question', { name: question.by.name })}</p>
      <p className={classes.sentence}>“{question.text}”</p>
      <Textarea
        label={t('asked.answer')}
        autosize
        minRows={2}
        maxLength={2000}
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      <div>
        <Button
          disabled={!text}
          loading={send.isPending}
          onClick={() => send.mutate({ ...ofRequest(request.id), body: { version: request.version, answer: text } })}
        >
          {t('asked.send')}
        </Button>
      </div>
    </>
  )
}
