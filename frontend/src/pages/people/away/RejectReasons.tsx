import { Button, Group, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { may, useMe } from '../../../api/me'
import { Panel } from '../../../ui/Panel'
import { complain, tell } from '../../../ui/toast'

const PATH = '/api/v1/approvals/reject-reasons'
const lines = (text: string) => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)

/** What is at hand when somebody says no, one reason a line. */
export function RejectReasons() {
  const { t } = useTranslation()
  const me = useMe()
  const client = useQueryClient()
  const [text, setText] = useState<string | null>(null)
  const enabled = may(me, 'reasons.write')
  const { data } = $api.useQuery('get', PATH, {}, { enabled })
  const put = $api.useMutation('put', PATH, {
    onSuccess: () => {
      setText(null)
      tell(t('away.reasonsSaved'))
    },
    onError: complain,
    onSettled: () => client.invalidateQueries({ queryKey: ['get', PATH] }),
  })
  if (!enabled || !data) return null
  const shown = text ?? data.items.join('\n')
  const save = () => put.mutate({ body: { revision: data.revision, items: lines(shown) } })
  return (
    <Panel title={t('away.reasons')} label={t('away.reasons')}>
      <Textarea
        label={t('away.reasonsText')}
        autosize
        minRows={3}
        value={shown}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button disabled={text === null} loading={put.isPending} onClick={save}>
          {t('people.save')}
        </Button>
      </Group>
    </Panel>
  )
}
