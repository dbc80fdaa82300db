import { Button, SegmentedControl, Skeleton } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { may, useMe } from '../../api/me'
import { moment } from '../../lib/time'
import { paths } from '../../paths'
import { Page } from '../../ui/Page'
import { Trouble } from '../../ui/Trouble'
import { Current } from './Current'
import { Catalogue } from './catalogue/Catalogue'
import { Tests } from './tests/Tests'
import { ImportDialog } from './versions/ImportDialog'
import { Versions } from './versions/Versions'

/** Limits: the authority matrix, a change to it as a draft, its tests, and every version there has been. */
export function LimitsPage() {
  const { t, i18n } = useTranslation()
  const me = useMe()
  const { tab } = useSearch({ from: '/frame/limits' })
  const navigate = useNavigate({ from: paths.limits })
  const { data: outline, error, refetch } = $api.useQuery('get', '/api/v1/policy/outline')
  const [importing, setImporting] = useState(false)
  const tunes = may(me, 'policy.draft')
  const lead =
    outline &&
    t('limits.inForce', {
      version: outline.version,
      when: moment(outline.published_at, i18n.language),
      note: outline.note,
    })
  return (
    <Page
      title={t('limits.title')}
      lead={lead}
      wide
      actions={
        <>
          {tunes && (
            <Button
              variant="default"
              leftSection={<FileUp size={15} aria-hidden="true" />}
              onClick={() => setImporting(true)}
            >
              {t('limits.import')}
            </Button>
          )}
          <SegmentedControl
            aria-label={t('limits.view')}
            value={tab ?? 'matrix'}
            onChange={(value) => void navigate({ search: value === 'matrix' ? {} : { tab: value as typeof tab } })}
            data={[
              { value: 'matrix', label: t('limits.matrix') },
              { value: 'tests', label: t('limits.tests') },
              { value: 'versions', label: t('limits.versions') },
              { value: 'catalogue', label: t('catalogue.tab') },
            ]}
          />
        </>
      }
    >
      {error && !outline && <Trouble error={error} retry={() => void refetch()} />}
      {!outline && !error && <Skeleton height={420} radius="lg" />}
      {outline && tab === 'versions' && <Versions live={outline.version} />}
      {outline && tab === 'tests' && <Tests outline={outline} tunes={tunes} />}
      {tab === 'catalogue' && <Catalogue />}
      {outline && tab === undefined && <Current outline={outline} tunes={tunes} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  )
}
