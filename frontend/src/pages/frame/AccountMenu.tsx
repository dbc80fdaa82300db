import { Button, Popover, SegmentedControl, UnstyledButton, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CalendarOff, LogOut } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { may } from '../../api/me'
import type { Me } from '../../api/shapes'
import { choose, LANGUAGES, type Language } from '../../i18n'
import { paths } from '../../paths'
import { Face, Person } from '../../ui/Person'
import { complain } from '../../ui/toast'
import classes from './AccountMenu.module.css'
import { AwayDialog } from './AwayDialog'
import { Notices } from './Notices'

const SCHEMES = ['light', 'auto', 'dark'] as const

/** Who is signed in, how the app looks and speaks, and the way out. */
export function AccountMenu({ me }: { me: Me }) {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const [open, setOpen] = useState(false)
  const [away, setAway] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = $api.useMutation('delete', '/api/v1/session', {
    onSuccess: async () => {
      await navigate({ to: paths.signIn })
      client.clear()
    },
    onError: complain,
  })
  const rung = me.tier ?? me.roles[0] ?? ''
  const title = (tier: string) => t(`tier.${tier}` as 'tier.agent', { defaultValue: tier })
  const place = [title(rung), me.team].filter(Boolean).join(' · ')
  const apart = Object.entries(me.brand_tiers)
  return (
    <>
      <Popover position="bottom-end" width={272} trapFocus opened={open} onChange={setOpen}>
        <Popover.Target>
          <UnstyledButton className={classes.target} onClick={() => setOpen(!open)}>
            <VisuallyHidden>{t('frame.account', { name: me.name })}</VisuallyHidden>
            <Face name={me.name} />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={10}>
          <div className={classes.who}>
            <Person name={me.name} detail={place} />
            {apart.map(([brand, tier]) => (
              <span key={brand} className={classes.mail}>
                {t('people.apart.said', { tier: title(tier), brand })}
              </span>
            ))}
            <span className={classes.mail}>{me.email}</span>
          </div>
          <div className={classes.row}>
            <span>{t('frame.look')}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('frame.look')}
              value={colorScheme}
              onChange={(value) => setColorScheme(SCHEMES.find((one) => one === value) ?? 'auto')}
              data={SCHEMES.map((value) => ({ value, label: t(`frame.${value}`) }))}
            />
          </div>
          <div className={classes.row}>
            <span>{t('frame.language')}</span>
            <SegmentedControl
              size="xs"
              aria-label={t('frame.language')}
              value={i18n.language}
              onChange={(value) => choose(value as Language)}
              data={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
            />
          </div>
          <Notices me={me} />
          {may(me, 'delegations.write') && (
            <Button
              fullWidth
              variant="default"
              mb={8}
              leftSection={<CalendarOff size={15} />}
              onClick={() => {
                setOpen(false)
                setAway(true)
              }}
            >
              {t('away.title')}
            </Button>
          )}
          <Button
            fullWidth
            variant="default"
            leftSection={<LogOut size={15} aria-hidden="true" />}
            onClick={() => leave.mutate({})}
            loading={leave.isPending}
          >
            {t('frame.signOut')}
          </Button>
        </Popover.Dropdown>
      </Popover>
      {away && <AwayDialog onClose={() => setAway(false)} />}
    </>
  )
}
