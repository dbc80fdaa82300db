import { Button, Group, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDelegations } from '../../api/delegations'
import { may, useMe } from '../../api/me'
import { fromLocal, toLocal } from '../../lib/local'
import { Delegations } from '../../ui/Delegations'
import { Dialog } from '../../ui/Dialog'
import { Note } from '../../ui/Note'

const DAY_MS = 86_400_000

/** Out of the office: who stands in, from when until when; and what stands already. */
export function AwayDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const { items, candidates, lend, end, busy } = useDelegations(may(me, 'delegations.write'))
  const [to, setTo] = useState<string | null>(null)
  const [starts, setStarts] = useState(toLocal(new Date()))
  const [ends, setEnds] = useState(toLocal(new Date(Date.now() + DAY_MS)))
  const [reason, setReason] = useState('')
  const mine = items.filter(
    ({ state, lender, to: other }) => state !== 'ended' && [lender.id, other.id].includes(me.id),
  )
  const [from, until] = [fromLocal(starts), fromLocal(ends)]
  const ready = to !== null && from !== null && until !== null && from < until && reason.trim() !== ''
  const send = () => {
    if (!ready) return
    const body = { to, starts_at: from, ends_at: until, reason: reason.trim() }
    // What was refused stays in the form; whoever sends it is told why.
    void lend(body).then(
      () => setReason(''),
      () => undefined,
    )
  }
  return (
    <Dialog title={t('away.title')} size="lg" onClose={onClose}>
      <Delegations items={mine} onEnd={end} />
      {may(me, 'delegations.write') && (
        <>
          <Note tone="calm">{t('away.text')}</Note>
          <Select
            mt="md"
            searchable
            label={t('away.to')}
            nothingFoundMessage={t('people.empty')}
            data={candidates.map(({ id, name, team }) => ({ value: id, label: team ? `${name} · ${team}` : name }))}
            value={to}
            onChange={setTo}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="sm">
            <TextInput
              type="datetime-local"
              label={t('away.from')}
              value={starts}
              onChange={(event) => setStarts(event.currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              label={t('away.until')}
              value={ends}
              error={from !== null && until !== null && from >= until ? t('away.backwards') : undefined}
              onChange={(event) => setEnds(event.currentTarget.value)}
            />
          </SimpleGrid>
          <Textarea
            mt="sm"
            label={t('away.reason')}
            autosize
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose}>
              {t('common.close')}
            </Button>
            <Button disabled={!ready} loading={busy} onClick={send}>
              {t('away.lend')}
            </Button>
          </Group>
        </>
      )}
    </Dialog>
  )
}
