import { Skeleton, UnstyledButton } from '@mantine/core'
import { useMediaQuery, useReducedMotion } from '@mantine/hooks'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { moment } from '../../../lib/time'
import { paths } from '../../../paths'
import { Pill } from '../../../ui/Pill'
import { Trouble } from '../../../ui/Trouble'
import classes from '../Limits.module.css'
import { VersionCard } from './VersionCard'

/** Every version there has been, newest first; each can be looked into and returned to. */
export function Versions({ live }: { live: number }) {
  const { t, i18n } = useTranslation()
  const search = useSearch({ from: '/frame/limits' })
  const navigate = useNavigate({ from: paths.limits })
  const card = useRef<HTMLDivElement>(null)
  const narrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false })
  const still = useReducedMotion()
  // On a phone what was chosen is below the list, out of sight.
  const choose = async (version: number) => {
    await navigate({ search: { tab: 'versions', version }, resetScroll: !narrow })
    if (narrow) card.current?.scrollIntoView({ behavior: still ? 'auto' : 'smooth' })
  }
  const query = { params: { query: { limit: 100 } } }
  const { data, error, refetch } = $api.useQuery('get', '/api/v1/policy/versions', query)
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton height={300} radius="lg" />
  const chosen = data.items.find(({ version }) => version === search.version) ?? data.items[0]
  return (
    <div className={classes.versions}>
      <ol className={classes.versionList} aria-label={t('limits.versions')}>
        {data.items.map((one) => (
          <li key={one.version}>
            <UnstyledButton
              className={classes.version}
              aria-current={one.version === chosen?.version || undefined}
              onClick={() => void choose(one.version)}
            >
              <span className={classes.versionTop}>
                <strong className="num">{t('limits.version', { version: one.version })}</strong>
                {one.version === live && <Pill tone="ok">{t('limits.live')}</Pill>}
              </span>
              <span>{one.note}</span>
              <span className={`${classes.aside} num`}>
                {[one.published_by?.name, moment(one.published_at, i18n.language)].filter(Boolean).join(' · ')}
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
      <div ref={card}>{chosen && <VersionCard key={chosen.version} version={chosen} live={live} />}</div>
    </div>
  )
}
