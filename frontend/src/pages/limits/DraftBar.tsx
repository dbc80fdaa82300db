import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { useMe } from '../../api/me'
import type { Draft } from '../../api/shapes'
import { paths } from '../../paths'
import { Note } from '../../ui/Note'
import { Trouble } from '../../ui/Trouble'
import { complain } from '../../ui/toast'
import { DifferenceList } from './DifferenceList'
import { nextStep } from './draftSteps'
import { Findings } from './Findings'
import classes from './Limits.module.css'
import { PublishDialog } from './PublishDialog'

const DRAFT = '/api/v1/policy/drafts/{draft_id}'

/** The draft in hand: what it changes in words, and the one step that comes next. */
export function DraftBar({ draft, base }: { draft: Draft; base: number }) {
  const { t } = useTranslation()
  const me = useMe()
  const client = useQueryClient()
  const navigate = useNavigate({ from: paths.limits })
  const [publishing, setPublishing] = useState(false)
  const path = { params: { path: { draft_id: draft.id } } }
  const difference = $api.useQuery('get', `${DRAFT}/diff`, path)
  const fresh = () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/policy') })
  const submit = $api.useMutation('post', `${DRAFT}/submit`, { onSettled: fresh })
  const approve = $api.useMutation('post', `${DRAFT}/approve`, { onSettled: fresh })
  const leave = () => void navigate({ search: {} })
  const discard = $api.useMutation('delete', DRAFT, { onSuccess: leave, onSettled: fresh, onError: complain })
  const step = nextStep(draft, difference.data?.raises_authority ?? true, me.id, base)
  const over = draft.state === 'published' || draft.state === 'discarded'
  return (
    <section className={classes.bar} aria-label={t('limits.draft')}>
      <div className={classes.barHead}>
        <div>
          <strong>{draft.name}</strong>{' '}
          <span className="soft">
            {t('limits.changes', { count: draft.changes.length })} · {draft.author.name} · {t(`draft.${draft.state}`)}
          </span>
        </div>
        <div className={classes.barActions}>
          <Button variant="subtle" color="gray" onClick={leave}>
            {t('limits.leave')}
          </Button>
          {!over && (
            <Button variant="default" loading={discard.isPending} onClick={() => discard.mutate(path)}>
              {t('limits.discard')}
            </Button>
          )}
          {step === 'submit' && (
            <Button
              loading={submit.isPending}
              disabled={draft.changes.length === 0}
              onClick={() => submit.mutate(path)}
            >
              {t('limits.submit')}
            </Button>
          )}
          {step === 'approve' && (
            <Button loading={approve.isPending} onClick={() => approve.mutate(path)}>
              {t('limits.approve')}
            </Button>
          )}
          {step === 'publish' && (
            <Button disabled={draft.changes.length === 0} onClick={() => setPublishing(true)}>
              {t('limits.publish')}
            </Button>
          )}
        </div>
      </div>
      {difference.data && <DifferenceList difference={difference.data} />}
      {!over && <Findings draftId={draft.id} />}
      {step === 'wait' && <Note tone="wait">{t('limits.secondPerson')}</Note>}
      {step === 'stale' && <Note tone="no">{t('limits.staleBase', { base: draft.base_version, now: base })}</Note>}
      {submit.error && <Trouble error={submit.error} />}
      {approve.error && <Trouble error={approve.error} />}
      {publishing && <PublishDialog draft={draft} onClose={() => setPublishing(false)} onDone={leave} />}
    </section>
  )
}
