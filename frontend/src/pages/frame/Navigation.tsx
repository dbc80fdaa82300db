import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './Navigation.module.css'
import type { Destination } from './useDestinations'

/** The ways: a row at the top on a desk, tabs at the bottom on a phone. */
export function Navigation({ destinations, className }: { destinations: Destination[]; className?: string }) {
  const { t } = useTranslation()
  return (
    <nav className={`${classes.nav} ${className ?? ''}`} aria-label={t('frame.navigation')}>
      {destinations.map(({ name, to, icon: Icon, count }) => (
        <Link key={name} to={to} className={classes.link} activeProps={{ 'aria-current': 'page' }}>
          <Icon size={17} strokeWidth={1.9} aria-hidden="true" />
          <span>{t(`nav.${name}`)}</span>
          {count ? (
            <span className={`${classes.count} num`}>
              {count}
              <span className={classes.hidden}> {t('nav.waiting')}</span>
            </span>
          ) : null}
        </Link>
      ))}
    </nav>
  )
}
