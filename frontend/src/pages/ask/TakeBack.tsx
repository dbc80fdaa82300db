import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../api/client'
import { ofRequest, useTaken } from '../../api/requests'
import type { Request } from '../../api/shapes'
import { complain } from '../../ui/toast'
import { EditDialog } from './EditDialog'

/** Change it or take it back, while somebody still has to say something. */
export function TakeBack({ request }: { request: Request }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const withdraw = $api.useMutation('post', '/api/v1/requests/{request_id}/withdraw', {
    ...useTaken(),
    onError: complain,
  })
  return (
    <>
      {request.state !== 'offered' && (
        <Button variant="default" data-asked-key="e" onClick={() => setEditing(true)}>
          {t('asked.edit')}
        </Button>
      )}
      <Button
        variant="default"
        data-asked-key="w"
        data-asked-twice
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ ...ofRequest(request.id), body: { version: request.version } })}
      >
        {t('asked.withdraw')}
      </Button>
      {editing && <EditDialog request={request} onClose={() => setEditing(false)} />}
    </>
  )
}
