import { Anchor, Button, Skeleton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import type { PolicyVersion } from '../../../api/shapes'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import { DifferenceList } from '../draft/DifferenceList'
import classes from '../Limits.module.css'
import { RollBackDialog } from './RollBackDialog'

const FILES = ['model.conf', 'policy.csv', 'limits.csv', 'budgets.conf', 'budgets.csv'] as const

/** One version: what it changed, its Casbin text, and the way back to it. */
export function VersionCard({ version, live }: { version: PolicyVersion; live: number }) {
  const { t } = useTranslation()
  const me = useMe()
  const [returning, setReturning] = useState(false)
  const n = version.version
  const read = { params: { path: { number: n }, query: { from: n - 1 } } }
  const { data, error } = $api.useQuery('get', '/api/v1/policy/versions/{number}/diff', read, { enabled: n > 1 })
  const file = (name: string) => `/api/v1/policy/versions/${n}/${name}`
  const back = n !== live && may(me, 'policy.rollback') && (
    <Button size="compact-sm" variant="default" onClick={() => setReturning(true)}>
      {t('limits.return')}
    </Button>
  )
  return (
    <Panel title={t('limits.versionChanged', { version: n })} aside={back}>
      {n === 1 && <p className={classes.aside}>{t('limits.first')}</p>}
      {n > 1 && !data && !error && <Skeleton height={80} />}
      {error && <Trouble error={error} />}
      {data && <DifferenceList difference={data} />}
      <p className={classes.files}>
        {t('limits.export')}{' '}
        {FILES.map((name) => (
          <Anchor key={name} href={file(name)} download>
            {name}
          </Anchor>
        ))}
      </p>
      {returning && <RollBackDialog version={n} onClose={() => setReturning(false)} />}
    </Panel>
  )
}
