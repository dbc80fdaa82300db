import { may, useMe } from '../../api/me'
import { useThread } from '../../api/talk'
import { Panel } from '../../ui/Panel'
import { Thread } from '../../ui/Thread'

/** What is said about a request, for whoever asked for it. */
export function Talk({ id }: { id: string }) {
  const me = useMe()
  const { items, say, busy } = useThread(id)
  return (
    <Panel>
      <Thread items={items} busy={busy} onSay={may(me, 'requests.comment') ? say : undefined} />
    </Panel>
  )
}
