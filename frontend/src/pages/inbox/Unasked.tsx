import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { may, useMe } from '../../api/me'
import type { Request } from '../../api/shapes'
import { spoken } from '../../lib/money'
import { moment } from '../../lib/time'
import { Panel } from '../../ui/Panel'
import { useRemedyTitle } from '../../ui/remedies'
import classes from './Inbox.module.css'
import { ReviewDialog, type Verdict } from './ReviewDialog'

/** What somebody did without asking, until it was looked at. */
export function Unasked() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const title = useRemedyTitle()
  const [open, setOpen] = useState<{ request: Request; verdict: Verdict } | null>(null)
  const enabled = may(me, 'requests.unasked')
  const { data } = $api.useQuery('get', '/api/v1/approvals/unasked', {}, { enabled })
  const items = data?.items ?? []
  if (items.length === 0) return null
  const says = may(me, 'requests.review')
  const skipped = ({ review }: Request) => review?.skipped.some(({ id }) => id === me.id)
  return (
    <Panel title={t('unasked.title', { count: items.length })} label={t('unasked.label')}>
      <ul className={classes.unasked}>
        {items.map((one) => (
          <li key={one.id}>
            <span>
              <strong className="num">{spoken(one.amount, one.currency, i18n.language)}</strong> · {title(one.remedy)} ·{' '}
              {one.requester.name} · {moment(one.created_at, i18n.language)}
              {skipped(one) && ` · ${t('unasked.you')}`}
            </span>
            {one.note && <span className={classes.why}>“{one.note}”</span>}
            {says && (
              <Group gap={8}>
                {(['fine', 'not_fine'] as const).map((verdict) => (
                  <Button
                    key={verdict}
                    size="xs"
                    variant="default"
                    aria-label={`${t(`unasked.${verdict}`)}: ${one.reference}`}
                    onClick={() => setOpen({ request: one, verdict })}
                  >
                    {t(`unasked.${verdict}`)}
                  </Button>
                ))}
              </Group>
            )}
          </li>
        ))}
      </ul>
      {open && <ReviewDialog {...open} onClose={() => setOpen(null)} />}
    </Panel>
  )
}
