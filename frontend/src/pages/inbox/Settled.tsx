import { useTranslation } from 'react-i18next'
import { useMe } from '../../api/me'
import type { Request } from '../../api/shapes'
import { toneOf } from '../../lib/states'
import { clock } from '../../lib/time'
import { Note } from '../../ui/Note'

/** The card after it was settled: by whom, when, and whether the money has moved. */
export function Settled({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const { approval, execution, state } = request
  const by = approval?.settled_by
  const name = by?.id === me.id ? t('inbox.you') : by?.name
  const lender = approval?.settled_for?.name
  const who = name && lender ? t('inbox.forWhom', { name, lender }) : name
  const verb = state === 'rejected' ? 'inbox.rejectedBy' : 'inbox.approvedBy'
  const said = who && approval?.settled_at && t(verb, { name: who, time: clock(approval.settled_at, i18n.language) })
  return (
    <Note
      tone={toneOf(state)}
      title={said || t(`inbox.now.${state}` as 'inbox.now.offered', { defaultValue: '' })}
      role="status"
    >
      {state === 'settled'
        ? t('inbox.movedOnce', { reference: execution.provider_reference ?? execution.provider })
        : (words(request) ?? (said && t(`state.${state}`)))}
    </Note>
  )
}

/** What was said to the agent, where something was. */
function words({ state, approval }: Request): string | null {
  const text =
    (state === 'rejected' && approval?.comment) ||
    (state === 'needs_info' && approval?.question?.text) ||
    (state === 'offered' && approval?.offer?.comment)
  return text ? `“${text}”` : null
}
