import { ActionIcon, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ExternalLink, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../api/live'
import { useMe } from '../../api/me'
import { requestQuery } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { OUTCOME } from '../../lib/panel'
import { namePage } from '../../lib/title'
import { paths } from '../../paths'
import { Mark } from '../../ui/Mark'
import { Trouble } from '../../ui/Trouble'
import { AnswerPanel } from '../ask/AnswerPanel'
import { AskForm } from '../ask/AskForm'
import { AskAgain } from '../ask/askAgain'
import { Outcome } from '../ask/Outcome'
import type { AskSearch } from '../ask/search'
import { useAsking } from '../ask/useAsking'
import { AccountMenu } from '../frame/AccountMenu'
import { Connection } from '../frame/Connection'
import classes from './Panel.module.css'
import { useHelpdesk } from './useHelpdesk'

/** Beside a case in the helpdesk: ask for what the case is about, and see what became of it. */
export function PanelPage() {
  const { t } = useTranslation()
  const me = useMe()
  const search = useSearch({ from: '/panel' })
  const { context, tell } = useHelpdesk()
  const navigate = useNavigate()
  const start = { ...context, ...onlySaid(search) }
  useEffect(() => {
    // Another case: what was followed in the one before is over.
    if (context) void navigate({ to: paths.panel, search: {}, replace: true, resetScroll: false })
  }, [context, navigate])
  useLive()
  useEffect(() => namePage(t('panel.title')), [t])
  return (
    <AskAgain.Provider value={paths.panel}>
      <div className={classes.panel}>
        <header className={classes.top}>
          <Mark size={24} />
          <h1 className={classes.title}>Remit</h1>
          <ActionIcon
            component="a"
            href={paths.home}
            target="_blank"
            rel="noreferrer"
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('panel.open')}
          >
            <ExternalLink size={17} />
          </ActionIcon>
          <AccountMenu me={me} />
        </header>
        <Connection />
        <main className={classes.main}>
          <Case key={JSON.stringify(start)} start={start} tell={tell} />
        </main>
      </div>
    </AskAgain.Provider>
  )
}

const onlySaid = (search: AskSearch): AskSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

type CaseProps = { start: AskSearch; tell: (message: object) => void }

function Case({ start, tell }: CaseProps) {
  const [asked, setAsked] = useState<string | null>(null)
  return asked ? (
    <Asked id={asked} tell={tell} onAgain={() => setAsked(null)} />
  ) : (
    <Asking start={start} onAsked={({ id }) => setAsked(id)} />
  )
}

function Asking({ start, onAsked }: { start: AskSearch; onAsked: (request: Request) => void }) {
  const asking = useAsking(start, onAsked)
  return (
    <>
      {asking.lost ? <Trouble error={asking.lost} /> : null}
      <AskForm compact fill={asking.fill} reasons={asking.reasons} onChange={asking.change} />
      <AnswerPanel asking={asking} />
    </>
  )
}

function Asked({ id, tell, onAgain }: { id: string; tell: (message: object) => void; onAgain: () => void }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(requestQuery(id))
  useEffect(() => {
    if (data) tell({ type: OUTCOME, ...spokenOf(data) })
  }, [data, tell])
  return (
    <>
      {error && !data && <Trouble error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={260} radius="lg" />}
      {data && <Outcome request={data} />}
      {data?.parts
        .filter((part) => part.id !== id)
        .map((part) => (
          <OtherPart key={part.id} id={part.id} />
        ))}
      <Button variant="default" leftSection={<Plus size={16} aria-hidden="true" />} onClick={onAgain}>
        {t('asked.next')}
      </Button>
    </>
  )
}

function OtherPart({ id }: { id: string }) {
  const { data } = useQuery(requestQuery(id))
  return data ? <Outcome request={data} /> : null
}

/** What a note in the helpdesk would say; nothing about people or limits. */
const spokenOf = ({ id, reference, state, remedy, amount, currency, order_id, customer_id }: Request) => ({
  request: id,
  reference,
  state,
  remedy,
  amount,
  currency,
  order: order_id,
  customer: customer_id,
})
