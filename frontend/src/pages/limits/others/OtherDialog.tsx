import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Tier } from '../../../api/shapes'
import { type DraftChange, type Marked, without } from '../../../lib/draft'
import { MODES, type Rule, type Scope } from '../../../lib/matrix'
import { capital } from '../../../lib/text'
import { Dialog } from '../../../ui/Dialog'
import { DialogFoot } from '../../../ui/DialogFoot'
import { REMEDIES, useRemedyTitle } from '../../../ui/remedies'
import { useModeWord } from '../grid/modes'
import { PersonSelect } from '../PersonSelect'
import classes from '../rule/Rule.module.css'
import { RuleFields } from '../rule/RuleFields'
import { type FormProblems, formOf, type RuleForm, readForm, replaced } from '../rule/ruleForm'

type Props = {
  rule: Marked | null
  scope: Scope
  tiers: Tier[]
  name: string | undefined
  changes: DraftChange[]
  live: Rule[]
  onEdit: (next: DraftChange[], who: string) => void
  onClose: () => void
}

/** A limit or a cap of one person, one team; or a cap of a tier. */
export function OtherDialog({ rule, scope, tiers, name, changes, live, onEdit, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const word = useModeWord()
  const [form, setForm] = useState<RuleForm>(() => (rule ? formOf(rule, i18n.language) : blank(scope)))
  const [who, setWho] = useState(name ?? '')
  const [problems, setProblems] = useState<FormProblems>({})
  const teams = $api.useQuery('get', '/api/v1/teams').data?.items ?? []
  const put = (part: Partial<RuleForm>) => setForm((old) => ({ ...old, ...part }))
  const cap = form.kind === 'cap'
  // A grant of a tier stands in the matrix: here a tier can only be capped.
  const groups = [
    ...(cap ? tiers.map((one) => ({ value: `tier:${one.name}`, label: capital(one.title) })) : []),
    ...teams.map((team) => ({ value: `team:${team.name}`, label: `${capital(team.title)} · ${t('limits.team')}` })),
  ]
  const save = () => {
    const read = readForm(form, i18n.language)
    if (read.problems) return setProblems(read.problems)
    onEdit(replaced(changes, rule, read.change, live), `${title(form.remedy)}, ${who}`)
    onClose()
  }
  const remove = () => {
    if (rule) onEdit(without(changes, rule), `${title(form.remedy)}, ${who}`)
    onClose()
  }
  const modes = [...MODES, ...(cap ? ['*'] : [])]
  return (
    <Dialog title={t(rule ? 'limits.editOther' : 'limits.addOther')} onClose={onClose} size="lg">
      <SegmentedControl
        fullWidth
        mb="md"
        aria-label={t('limits.kind')}
        value={form.kind}
        onChange={(kind) => put(kind === 'cap' ? { kind, mode: '*', noLimit: false } : { kind: 'grant', mode: 'auto' })}
        data={[
          { value: 'grant', label: t('limits.grantText') },
          { value: 'cap', label: t('limits.capText') },
        ]}
      />
      <div className={classes.two}>
        <PersonSelect
          label={t('limits.subject')}
          others={groups}
          value={form.subject || null}
          name={who}
          error={problems.subject && t('limits.formError.subject')}
          onChange={(subject, label) => {
            put({ subject: subject ?? '' })
            setWho(label)
          }}
        />
        <Select
          label={t('limits.remedy')}
          allowDeselect={false}
          data={REMEDIES.map((remedy) => ({ value: remedy, label: title(remedy) }))}
          value={form.remedy}
          onChange={(remedy) => put({ remedy: remedy ?? form.remedy })}
        />
        <Select
          label={t('limits.way')}
          allowDeselect={false}
          data={modes.map((mode) => ({ value: mode, label: capital(word(mode)) }))}
          value={form.mode}
          onChange={(mode) => put({ mode: mode ?? form.mode })}
        />
      </div>
      <RuleFields form={form} problems={problems} label={t(cap ? 'limits.cap' : 'limits.grant')} onChange={put} />
      <DialogFoot
        does={t('limits.intoDraft')}
        onDo={save}
        onClose={onClose}
        onRemove={rule && rule.status !== 'removed' ? remove : undefined}
      />
    </Dialog>
  )
}

const blank = (scope: Scope): RuleForm => ({
  ...{ ...scope, subject: '', remedy: 'refund', mode: 'auto', kind: 'grant', text: '', noLimit: false },
  ...{ clauses: [], guideline: '', from: '', until: '' },
})
