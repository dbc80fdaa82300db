import { Menu, UnstyledButton } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Check, ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { useLink } from '../../api/live'
import { approves, may, meQuery } from '../../api/me'
import type { Me, PresenceStatus } from '../../api/shapes'
import { complain } from '../../ui/toast'
import classes from './Presence.module.css'

const CHOICES: PresenceStatus[] = ['available', 'busy', 'in_call', 'away']

/** Whether requests are offered to this approver. What counts is the choice and a live line, so both are shown. */
export function Presence({ me }: { me: Me }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const link = useLink()
  const put = $api.useMutation('put', '/api/v1/me/presence', {
    onSettled: () => client.invalidateQueries({ queryKey: meQuery().queryKey }),
    onError: complain,
  })
  if (!approves(me) || !may(me, 'me.presence')) return null
  const chosen = (put.isPending && put.variables?.body.status) || me.presence.chosen
  const shown = link === 'live' ? chosen : 'away'
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={t('presence.label', { status: t(`presence.${shown}`) })}>
          <span className={classes.dot} data-status={shown} aria-hidden="true" />
          <span className={classes.word}>{t(`presence.${shown}`)}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {CHOICES.map((status) => (
          <Menu.Item
            key={status}
            leftSection={<span className={classes.dot} data-status={status} aria-hidden="true" />}
            rightSection={status === chosen ? <Check size={15} aria-label={t('common.chosen')} /> : null}
            onClick={() => put.mutate({ body: { status } })}
          >
            {t(`presence.${status}`)}
            <span className={classes.explain}>{t(`presence.${status}Text`)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
