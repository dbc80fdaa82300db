import { Button, Group, NumberInput, SimpleGrid, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { $api } from '../../../api/client'
import type { Kind } from '../../../api/shapes'
import { useKept } from '../../../api/staff'
import { Dialog } from '../../../ui/Dialog'
import { Trouble } from '../../../ui/Trouble'

const CODE = /^[A-Z0-9][A-Z0-9-]{0,31}$/
const numberOf = (value: string | number) => (typeof value === 'number' ? value : null)

/** A kind of certificate, new or changed; what is held already ends when it was to end. */
export function KindDialog({ kind, onClose }: { kind: Kind | null; onClose: () => void }) {
  const { t } = useTranslation()
  const [code, setCode] = useState(kind?.code ?? '')
  const [name, setName] = useState(kind?.name ?? '')
  const [months, setMonths] = useState<number | null>(kind ? kind.months : 12)
  const [warning, setWarning] = useState(kind?.warning_days ?? 30)
  const { renew } = useKept()
  const put = $api.useMutation('put', '/api/v1/certificates/{code}', { onSuccess: onClose, onSettled: renew })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { name: name.trim(), months, warning_days: warning, ...(kind ? { version: kind.version } : {}) }
    put.mutate({ params: { path: { code } }, body })
  }
  return (
    <Dialog onClose={onClose} title={kind ? t('people.changeOf', { what: kind.code }) : t('people.newKind')}>
      <form onSubmit={submit}>
        {!kind && (
          <TextInput
            data-autofocus
            label={t('people.code')}
            description={t('people.codeHint')}
            maxLength={32}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.toUpperCase())}
            mb="sm"
          />
        )}
        <TextInput
          label={t('people.name')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          mb="sm"
        />
        <SimpleGrid cols={2} spacing="sm">
          <NumberInput
            label={t('people.months')}
            description={t('people.monthsHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            min={1}
            max={600}
            allowDecimal={false}
            value={months ?? ''}
            onChange={(value) => setMonths(numberOf(value))}
          />
          <NumberInput
            label={t('people.warning')}
            min={0}
            max={365}
            allowDecimal={false}
            value={warning}
            onChange={(value) => setWarning(numberOf(value) ?? 0)}
          />
        </SimpleGrid>
        {put.error && <Trouble error={put.error} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={put.isPending} disabled={!CODE.test(code) || !name.trim()}>
            {t(kind ? 'people.save' : 'people.add')}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
