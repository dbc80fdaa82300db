import { Button, Group, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { useKept } from '../../../api/staff'
import type { Wish } from '../../../lib/staff'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import { useStaffSearch } from '../search'
import { AccountFields } from '../sheet/AccountFields'
import { InvitationDialog } from '../sheet/InvitationDialog'

const NOBODY: Wish = { name: '', email: '', roles: ['agent'], tier: null, brand_tiers: {}, team: null }

/** A new account; then the link for its owner. */
export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [, change] = useStaffSearch()
  const [wish, setWish] = useState(NOBODY)
  const { keep } = useKept()
  const post = $api.useMutation('post', '/api/v1/people', { onSuccess: ({ person }) => keep(person) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    post.mutate({ body: wish })
  }
  if (post.data) {
    const { person, invitation } = post.data
    const close = () => {
      onClose()
      change({ open: person.id })
    }
    return <InvitationDialog name={person.name} invitation={invitation} onClose={close} />
  }
  return (
    <Dialog onClose={onClose} title={t('people.new')}>
      <form onSubmit={submit}>
        <Text size="sm" c="dimmed" mb="md">
          {t('people.newText')}
        </Text>
        <AccountFields wish={wish} before={NOBODY} onChange={setWish} />
        {post.error && <Trouble error={post.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={post.isPending} disabled={!wish.name.trim() || !wish.email.includes('@')}>
            {t('people.create')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
