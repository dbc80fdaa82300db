import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { may, useMe } from '../../api/me'
import { complain, tell } from '../../ui/toast'

/** One click: from now on the limits have to decide a case like this one the same. */
export function MakeTest({ id }: { id: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const client = useQueryClient()
  const make = $api.useMutation('post', '/api/v1/requests/{request_id}/make-test', {
    onSuccess: (test) => tell(t('tests.made', { test: test.id, name: test.name })),
    onError: complain,
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/v1/policy') }),
  })
  if (!may(me, 'policy.draft')) return null
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<FlaskConical size={14} aria-hidden="true" />}
      loading={make.isPending}
      onClick={() => make.mutate({ params: { path: { request_id: id } }, body: { name: '' } })}
    >
      {t('tests.make')}
    </Button>
  )
}
