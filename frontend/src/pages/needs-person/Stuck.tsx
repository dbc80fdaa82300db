import { Button, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCarriedOut } from '../../api/money'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { paths } from '../../paths'
import { Attempts } from '../../ui/Attempts'
import { Facts } from '../../ui/Facts'
import { Panel } from '../../ui/Panel'
import { useRemedyTitle } from '../../ui/remedies'
import classes from './NeedsPerson.module.css'
import { ResolveDialog } from './ResolveDialog'

/** One request that needs a person: where to look, what was tried, and the two things one can find. */
export function Stuck({ request }: { request: Request }) {
  const { t, i18n } = useTranslation()
  const title = useRemedyTitle()
  const { data } = useCarriedOut(request.id)
  const [found, setFound] = useState<'settled' | 'failed'>()
  const amount = spoken(request.amount, request.currency, i18n.language)
  const { execution } = request
  const name = `${title(request.remedy)}, ${amount}`
  return (
    <Panel title={name} label={`${request.reference}: ${name}`} aside={<code>{request.reference}</code>}>
      <div className={classes.body}>
        {execution.last_error && <p className={classes.said}>{execution.last_error}</p>}
        {data ? <Attempts of={data} /> : <Skeleton height={80} />}
        <Facts
          rows={[
            [t('execution.provider'), execution.provider],
            [t('execution.key'), data && <code className={classes.key}>{data.key}</code>],
            [t('execution.reference'), execution.provider_reference],
            [t('column.order'), request.order_id],
            [t('column.requester'), request.requester.name],
            [t('history.settledBy'), request.approval?.settled_by?.name],
          ]}
        />
        <div className={classes.verbs}>
          <Button onClick={() => setFound('settled')}>{t('needsPerson.moved')}</Button>
          <Button variant="default" onClick={() => setFound('failed')}>
            {t('needsPerson.notMoved')}
          </Button>
          <Button
            variant="subtle"
            color="gray"
            renderRoot={(props) => <Link to={paths.history} search={{ open: request.id }} {...props} />}
          >
            {t('needsPerson.history')}
          </Button>
        </div>
      </div>
      {found && <ResolveDialog request={request} found={found} onClose={() => setFound(undefined)} />}
    </Panel>
  )
}
