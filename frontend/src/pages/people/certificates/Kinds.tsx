import { ActionIcon, Button, Skeleton, Tooltip } from '@mantine/core'
import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import type { Kind } from '../../../api/shapes'
import { useKept, useKinds } from '../../../api/staff'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import { complain, tell } from '../../../ui/toast'
import classes from '../People.module.css'
import { KindDialog } from './KindDialog'
import { KindFacts } from './KindFacts'

const NEW = 'new'

/** The kinds of certificates: how long they are valid, how many hold them, what they unlock. */
export function Kinds() {
  const { t } = useTranslation()
  const writes = may(useMe(), 'people.write')
  const [edited, setEdited] = useState<Kind | typeof NEW | null>(null)
  const { data, error, refetch } = useKinds()
  const { renew } = useKept()
  const drop = $api.useMutation('delete', '/api/v1/certificates/{code}', { onError: complain, onSettled: renew })
  const remove = ({ code }: Kind) =>
    drop.mutate({ params: { path: { code } } }, { onSuccess: () => tell(t('people.removed', { what: code })) })
  const icon = { size: 15, 'aria-hidden': true as const }
  const add = writes && (
    <Button size="compact-sm" variant="subtle" leftSection={<Plus {...icon} />} onClick={() => setEdited(NEW)}>
      {t('people.newKind')}
    </Button>
  )
  const verb = (label: string, node: React.ReactNode, act: () => void) => (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={drop.isPending} onClick={act}>
        {node}
      </ActionIcon>
    </Tooltip>
  )
  return (
    <Panel flush title={t('people.kinds')} aside={add}>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={240} />}
      <ul className={classes.list}>
        {data?.items.map((kind) => (
          <li key={kind.code} className={classes.kind}>
            <span className={classes.heldCode}>{kind.code}</span>
            <KindFacts kind={kind} />
            {writes && (
              <span className={classes.lineVerbs}>
                {verb(t('people.changeOf', { what: kind.code }), <Pencil {...icon} />, () => setEdited(kind))}
                {verb(t('people.removeOf', { what: kind.code }), <Trash2 {...icon} />, () => remove(kind))}
              </span>
            )}
          </li>
        ))}
      </ul>
      {edited && <KindDialog kind={edited === NEW ? null : edited} onClose={() => setEdited(null)} />}
    </Panel>
  )
}
