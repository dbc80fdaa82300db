import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requestQuery } from '../../api/requests'
import { paths } from '../../paths'
import { Page } from '../../ui/Page'
import { Trouble } from '../../ui/Trouble'
import { LinkButton } from '../frame/LinkButton'
import classes from './Asked.module.css'
import { MyRequests } from './MyRequests'
import { Outcome } from './Outcome'
import { Talk } from './Talk'
import { useVerbKeys } from './useVerbKeys'

/** What became of a request, turning by itself. */
export function AskedPage() {
  const { t } = useTranslation()
  useVerbKeys()
  const { id } = useParams({ from: '/frame/ask/$id' })
  const { data, error, refetch } = useQuery(requestQuery(id))
  const others = data?.parts.filter((part) => part.id !== id) ?? []
  const next = (
    <LinkButton to={paths.ask} leftSection={<Plus size={16} aria-hidden="true" />} autoFocus>
      {t('asked.next')}
    </LinkButton>
  )
  return (
    <Page title={data ? t('asked.title', { reference: data.reference }) : t('ask.title')} actions={next}>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={280} radius="lg" />}
      <div className={classes.outcomes}>
        {data && <Outcome request={data} />}
        {data && <Talk id={data.id} />}
        {others.map((part) => (
          <OtherPart key={part.id} id={part.id} />
        ))}
      </div>
      <MyRequests />
    </Page>
  )
}

function OtherPart({ id }: { id: string }) {
  const { data } = useQuery(requestQuery(id))
  return data ? <Outcome request={data} /> : <Skeleton height={200} radius="lg" />
}
