import { may, useMe } from '../../api/me'
import { useThread } from '../../api/talk'
import { Thread } from '../../ui/Thread'

/** The thread on the card. */
export function Talk({ id }: { id: string }) {
  const me = useMe()
  const { items, say, busy } = useThread(id)
  return <Thread items={items} busy={busy} onSay={may(me, 'requests.comment') ? say : undefined} />
}
