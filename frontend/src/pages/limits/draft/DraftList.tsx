import { Link } from '@tanstack/react-router'
import { PencilLine } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { paths } from '../../../paths'
import { Pill } from '../../../ui/Pill'
import classes from '../Limits.module.css'

const TONES = { editing: 'calm', submitted: 'wait', approved: 'ok', published: 'ok', discarded: 'calm' } as const

/** Drafts on their way, one's own and others': a second person finds here what waits for them. */
export function DraftList({ open }: { open: string | undefined }) {
  const { t } = useTranslation()
  const drafts = $api.useQuery('get', '/api/v1/policy/drafts').data?.items ?? []
  const others = drafts.filter(({ id }) => id !== open)
  if (others.length === 0) return null
  return (
    <nav className={classes.drafts} aria-label={t('limits.drafts')}>
      {others.map((draft) => (
        <Link key={draft.id} to={paths.limits} search={{ draft: draft.id }} className={classes.draftLink}>
          <PencilLine size={15} aria-hidden="true" />
          <span>{draft.name}</span>
          <span className="soft">{draft.author.name}</span>
          <Pill tone={TONES[draft.state]}>{t(`draft.${draft.state}`)}</Pill>
        </Link>
      ))}
    </nav>
  )
}
