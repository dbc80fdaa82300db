import { NumberInput, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../../api/shapes'
import { LEAST, MOST, type Quorum, type QuorumForm, quorumFormOf, readQuorum } from '../../../lib/quorums'
import { capital } from '../../../lib/text'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import classes from '../rule/Rule.module.css'
import { useQuorumSaid } from './useQuorumSaid'

type Props = {
  quorum: Quorum | null
  blank: QuorumForm
  outline: Outline
  onSave: (next: Quorum | null) => void
  onClose: () => void
}

/** Above what somebody approves only as one of several: new, to change, or to take away. */
export function QuorumDialog({ quorum, blank, outline, onSave, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const said = useQuorumSaid(outline.tiers)
  const [form, setForm] = useState<QuorumForm>(() => (quorum ? quorumFormOf(quorum, i18n.language) : blank))
  const [error, setError] = useState<ReturnType<typeof readQuorum>['error']>(null)
  const put = (part: Partial<QuorumForm>) => {
    setForm((old) => ({ ...old, ...part }))
    setError(null)
  }
  const read = readQuorum(form, i18n.language)
  const leave = (next: Quorum | null) => {
    onSave(next)
    onClose()
  }
  const currencies = [...new Set([form.currency, ...outline.scopes.map(({ currency }) => currency)])].sort()
  const many = t('limits.formError.approvers', { least: LEAST, most: MOST })
  return (
    <Dialog title={t(quorum ? 'limits.editQuorum' : 'limits.addQuorum')} onClose={onClose}>
      <div className={classes.fields}>
        <p className="soft">{t('limits.quorumText')}</p>
        <div className={classes.two}>
          <Select
            label={t('limits.quorumFor')}
            allowDeselect={false}
            data={outline.tiers.map(({ name }) => ({ value: name, label: capital(said.tier(name)) }))}
            value={form.tier}
            onChange={(tier) => tier && put({ tier })}
          />
          <Select
            label={t('limits.currency')}
            allowDeselect={false}
            data={currencies}
            value={form.currency}
            onChange={(currency) => currency && put({ currency })}
          />
          <TextInput
            label={t('limits.quorumAbove')}
            inputMode="decimal"
            autoComplete="off"
            data-autofocus
            value={form.text}
            error={error && error !== 'approvers' && t(`limits.formError.${error}`, { currency: form.currency })}
            onChange={(event) => put({ text: event.currentTarget.value })}
          />
          <NumberInput
            label={t('limits.quorumCount')}
            min={LEAST}
            max={MOST}
            allowDecimal={false}
            allowNegative={false}
            value={form.approvers ?? ''}
            error={error === 'approvers' && many}
            onChange={(count) => put({ approvers: count === '' ? null : Number(count) })}
          />
        </div>
        {read.quorum && (
          <p className={classes.sentence} aria-live="polite">
            {said.whole(read.quorum)}
          </p>
        )}
      </div>
      <DialogFoot
        does={t('limits.intoDraft')}
        onDo={() => (read.quorum ? leave(read.quorum) : setError(read.error))}
        onClose={onClose}
        onRemove={quorum ? () => leave(null) : undefined}
      />
    </Dialog>
  )
}
