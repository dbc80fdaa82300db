import { SegmentedControl, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalogue } from '../../../api/shapes'
import { codeOf, type ReasonEntry, wantedOf, withReason } from '../../../lib/catalogue'
import { EntryDialog } from './EntryDialog'

type Reason = Catalogue['reasons'][number]
type Props = { reason: Reason | null; catalogue: Catalogue; onClose: () => void }

const BLANK: ReasonEntry = { code: '', title: '', basis: 'entitlement', note_required: false, retired: false }

/** A reason code. It stays for good and keeps its basis, because limits and requests go by it. */
export function ReasonDialog({ reason, catalogue, onClose }: Props) {
  const { t } = useTranslation()
  const { own, ...known } = reason ?? { ...BLANK, own: true }
  const [form, setForm] = useState<ReasonEntry>(known)
  const put = (part: Partial<ReasonEntry>) => setForm((old) => ({ ...old, ...part }))
  const code = reason ? form.code : codeOf(form.title)
  const taken = !reason && catalogue.reasons.some((one) => one.code === code)
  const fits = form.title.trim() !== '' && code.length > 1 && !taken
  const wanted = fits ? withReason(wantedOf(catalogue), { ...form, code, title: form.title.trim() }) : null
  return (
    <EntryDialog
      title={reason ? reason.title : t('catalogue.addReason')}
      catalogue={catalogue}
      wanted={wanted}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t('catalogue.title')}
        description={code && t('catalogue.code', { code })}
        maxLength={100}
        disabled={!own}
        error={taken && t('catalogue.taken')}
        value={form.title}
        onChange={(event) => put({ title: event.currentTarget.value })}
      />
      <SegmentedControl
        fullWidth
        aria-label={t('catalogue.basis')}
        disabled={reason !== null}
        value={form.basis}
        onChange={(basis) => put({ basis: basis === 'goodwill' ? 'goodwill' : 'entitlement' })}
        data={[
          { value: 'entitlement', label: t('basis.entitlement') },
          { value: 'goodwill', label: t('basis.goodwill') },
        ]}
      />
      <Switch
        label={t('catalogue.needsNote')}
        checked={form.note_required}
        onChange={(event) => put({ note_required: event.currentTarget.checked })}
      />
      {reason && (
        <Switch
          label={t('catalogue.retire')}
          description={t('catalogue.retireText')}
          checked={form.retired}
          onChange={(event) => put({ retired: event.currentTarget.checked })}
        />
      )}
    </EntryDialog>
  )
}
