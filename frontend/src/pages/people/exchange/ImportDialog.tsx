import { Button, FileInput, Group, Text } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import { useKept } from '../../../api/staff'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'
import { tell } from '../../../ui/toast'
import { ReportView } from './ReportView'

/** A list of people from a file: first what it would do, then all of it or nothing. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [csv, setCsv] = useState('')
  const { renew } = useKept()
  const look = $api.useMutation('post', '/api/v1/people/import')
  const apply = $api.useMutation('post', '/api/v1/people/import', {
    onSuccess: ({ create, change }) => {
      renew()
      tell(t('people.applied', { count: create + change }))
      onClose()
    },
  })
  const choose = async (file: File | null) => {
    apply.reset()
    look.reset()
    const text = (await file?.text()) ?? ''
    setCsv(text)
    if (text) look.mutate({ body: { csv: text } })
  }
  const report = look.data
  const doing = report ? report.create + report.change : 0
  return (
    <Dialog onClose={onClose} title={t('people.import')} size="lg">
      <Text size="sm" c="dimmed" mb="md">
        {t('people.importText')}
      </Text>
      <FileInput
        label={t('people.file')}
        placeholder={t('people.fileChoose')}
        accept=".csv,text/csv"
        leftSection={<FileUp size={16} aria-hidden="true" />}
        onChange={(file) => void choose(file)}
        mb="md"
      />
      {look.error && <Trouble error={look.error} />}
      {report && <ReportView report={report} />}
      {apply.error && <Trouble error={apply.error} retry={() => look.mutate({ body: { csv } })} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          disabled={!report || report.refused > 0 || doing === 0}
          loading={apply.isPending || look.isPending}
          onClick={() => report && apply.mutate({ body: { csv, mark: report.mark } })}
        >
          {doing === 0 ? t('people.applyNone') : t('people.apply', { count: doing })}
        </Button>
      </Group>
    </Dialog>
  )
}
