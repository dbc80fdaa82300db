import { Button, Group } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Account } from '../../../api/shapes'
import { ofPerson, useKept } from '../../../api/staff'
import { asProblem } from '../../../lib/problem'
import { changesOf, type Wish, wishOf } from '../../../lib/staff'
import { Note } from '../../../ui/Note'
import { Trouble } from '../../../ui/Trouble'
import classes from '../People.module.css'
import { tellUndo } from '../undo'
import { AccountFields } from './AccountFields'
import { BrandTiers } from './BrandTiers'

type Props = { person: Account; writes: boolean; own: boolean }

/** The account, changed in place: only what differs is sent, at the version that was seen. */
export function AccountForm({ person, writes, own }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<Partial<Wish>>({})
  const before = wishOf(person)
  const wish = { ...before, ...typed }
  const changes = changesOf(before, wish)
  const { keep, refused } = useKept()
  const patch = $api.useMutation('patch', '/api/v1/people/{person_id}', { onError: refused })
  const send = (body: Partial<Wish>, version: number, done: (after: Account) => void) =>
    patch.mutate(
      { ...ofPerson(person.id), body: { version, ...body } },
      {
        onSuccess: (after) => {
          keep(after)
          done(after)
        },
      },
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    send(changes, person.version, (after) => {
      setTyped({})
      const back = changesOf(wishOf(after), before)
      const undo = () => send(back, after.version, () => undefined)
      if (!after.proposed) tellUndo(t('people.saved', { name: after.name }), t('people.undo'), undo)
    })
  }
  const stale = patch.error && asProblem(patch.error).name === 'stale-person'
  return (
    <form onSubmit={submit} className={classes.part} aria-label={t('people.account')}>
      <AccountFields
        wish={wish}
        before={before}
        readOnly={!writes}
        own={own}
        onChange={(next) => setTyped(changesOf(before, next))}
      />
      <BrandTiers
        value={wish.brand_tiers}
        fixed={!writes || own}
        onChange={(brand_tiers) => setTyped(changesOf(before, { ...wish, brand_tiers }))}
      />
      {stale && (
        <Note tone="wait" role="alert">
          {t('people.stale', { name: person.name })}
        </Note>
      )}
      {patch.error && !stale && <Trouble error={patch.error} />}
      {Object.keys(changes).length > 0 && (
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setTyped({})}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={patch.isPending}>
            {t('people.save')}
          </Button>
        </Group>
      )}
    </form>
  )
}
