import { Select, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReasons, useRemedies } from '../../api/catalog'
import { $api } from '../../api/client'
import { keepNewest } from '../../api/freshness'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { readMoney, typed } from '../../lib/money'
import { asProblem } from '../../lib/problem'
import { Dialog } from '../../ui/Dialog'
import { DialogFoot } from '../../ui/DialogFoot'
import { useRemedyTitle } from '../../ui/remedies'
import { Trouble } from '../../ui/Trouble'
import classes from './Asked.module.css'
import { changesOf, type Edit } from './edit'
import { ReasonSelect } from './ReasonSelect'

/** Change what was asked for while it waits: it is decided anew, and may then need nobody. */
export function EditDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const title = useRemedyTitle()
  const reasons = useReasons()
  const offered = useRemedies().filter(({ needs_order: needs }) => !needs || request.order_id)
  const { currency } = request
  const [edit, setEdit] = useState<Edit>({
    amount: typed(request.amount, currency, i18n.language),
    remedy: request.remedy,
    reason: request.reason,
    note: request.note ?? '',
  })
  const { onSuccess } = useTaken()
  const patch = $api.useMutation('patch', '/api/v1/requests/{request_id}', {
    onSuccess: (changed) => {
      onSuccess(changed)
      onClose()
    },
    onError: (error) => {
      const { name, members } = asProblem(error)
      if (name === 'stale-version') keepNewest(client, members.current as Request)
    },
  })
  const money = readMoney(edit.amount, currency, i18n.language)
  const wrong = money.error && money.error !== 'empty' ? t(`ask.amountError.${money.error}`, { currency }) : null
  const changes = changesOf(request, edit, i18n.language)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (changes) patch.mutate({ ...ofRequest(request.id), body: { version: request.version, ...changes } })
  }
  const change = (part: Partial<Edit>) => setEdit((old) => ({ ...old, ...part }))
  return (
    <Dialog title={t('asked.editTitle', { reference: request.reference })} onClose={onClose}>
      <form className={classes.edit} onSubmit={submit}>
        <p className={classes.sentence}>{t('asked.editText')}</p>
        <TextInput
          label={t('ask.amount')}
          data-autofocus
          inputMode="decimal"
          autoComplete="off"
          leftSection={currency}
          leftSectionWidth={58}
          value={edit.amount}
          error={wrong}
          onChange={(event) => change({ amount: event.currentTarget.value })}
        />
        <Select
          label={t('ask.remedy')}
          allowDeselect={false}
          value={edit.remedy}
          data={offered.map(({ remedy }) => ({ value: remedy, label: title(remedy) }))}
          onChange={(remedy) => change({ remedy: remedy ?? edit.remedy })}
        />
        <ReasonSelect
          reasons={reasons}
          value={edit.reason}
          onChange={(reason) => change({ reason: reason ?? edit.reason })}
        />
        <Textarea
          label={t('ask.note')}
          autosize
          minRows={2}
          maxLength={2000}
          value={edit.note}
          onChange={(event) => change({ note: event.currentTarget.value })}
        />
        {patch.error && <Trouble error={patch.error} />}
        <DialogFoot does={t('asked.editSave')} disabled={!changes} busy={patch.isPending} onClose={onClose} />
      </form>
    </Dialog>
  )
}
