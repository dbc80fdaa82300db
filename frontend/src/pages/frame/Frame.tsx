import { Outlet, useMatches } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live'
import { useMe } from '../../api/me'
import { useStayTold } from '../../api/notices'
import { Mark } from '../../ui/Mark'
import { AccountMenu } from './AccountMenu'
import { Connection } from './Connection'
import classes from './Frame.module.css'
import { MoneyBanner } from './MoneyBanner'
import { Navigation } from './Navigation'
import { NotYours } from './NotYours'
import { Presence } from './Presence'
import { closedTo } from './places'
import { Shortcuts } from './Shortcuts'
import { useDestinations } from './useDestinations'

/** What stands around every page: who is here, where one can go, and whether the screen is fresh. */
export function Frame() {
  const { t } = useTranslation()
  const me = useMe()
  const destinations = useDestinations(me)
  const closed = closedTo(me, useMatches({ select: (matches) => matches.at(-1)?.fullPath }))
  useLive()
  useStayTold(me)
  return (
    <div className={classes.frame}>
      <a href="#content" className="skip">
        {t('frame.skip')}
      </a>
      <header className={classes.top}>
        <a href="/" className={classes.brand} aria-label={t('frame.home')}>
          <Mark />
          <span>Remit</span>
        </a>
        <Navigation destinations={destinations} className={classes.side} />
        <div className={classes.tools}>
          <Presence me={me} />
          <Shortcuts destinations={destinations} />
          <AccountMenu me={me} />
        </div>
      </header>
      <Connection />
      <MoneyBanner />
      <main id="content" className={classes.content} tabIndex={-1}>
        {closed ? <NotYours name={closed.name} /> : <Outlet />}
      </main>
      <Navigation destinations={destinations} className={classes.tabs} />
    </div>
  )
}
