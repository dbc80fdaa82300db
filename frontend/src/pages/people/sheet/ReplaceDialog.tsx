import { Button, Group, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Account } from '../../../api/shapes'
import { ofPerson, useKept } from '../../../api/staff'
import { paths } from '../../../paths'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import { GoesOn } from './GoesOn'
import { SuccessorSelect } from './SuccessorSelect'

/** Hands everything over to somebody else: what waits now, limits of their own by a draft. */
export function ReplaceDialog({ person, onClose }: { person: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [successor, setSuccessor] = useState<string | null>(null)
  const { keep } = useKept()
  const hand = $api.useMutation('post', '/api/v1/people/{person_id}/replace', {
    onSuccess: (done) => {
      keep(done.successor)
      keep(done.person)
    },
  })
  const done = hand.data
  if (done) {
    const draft = done.draft
    return (
      <Dialog onClose={onClose} title={t('people.switchedOff', { name: person.name })}>
        <Text size="sm">{t('people.replaced', { successor: done.successor.name, count: done.passed_on })}</Text>
        <Group justify="flex-end" mt="md">
          {draft && (
            <Button variant="default" onClick={() => void navigate({ to: paths.limits, search: { draft: draft.id } })}>
              {t('people.toDraft')}
            </Button>
          )}
          <Button onClick={onClose}>{t('people.done')}</Button>
        </Group>
      </Dialog>
    )
  }
  const body = { version: person.version, successor: successor ?? '' }
  return (
    <Dialog onClose={onClose} title={t('people.replaceTitle', { name: person.name })}>
      <Text size="sm" mb="md">
        {t('people.replaceText')}
      </Text>
      <SuccessorSelect not={person.id} value={successor} onChange={setSuccessor} />
      <GoesOn id={person.id} />
      {hand.error && <Trouble error={hand.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          color="brick"
          disabled={!successor}
          loading={hand.isPending}
          onClick={() => hand.mutate({ ...ofPerson(person.id), body })}
        >
          {t('people.replaceNow')}
        </Button>
      </Group>
    </Dialog>
  )
}
