import { Button, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Kind } from '../../../api/shapes'
import classes from '../People.module.css'
import type { useGranting } from './useGranting'

type Props = { kinds: Kind[]; granting: ReturnType<typeof useGranting> }

const today = () => new Date().toLocaleDateString('sv')

/** A certificate that somebody does not hold yet: which, and when it was earned. */
export function GrantForm({ kinds, granting }: Props) {
  const { t } = useTranslation()
  const [code, setCode] = useState<string | null>(null)
  const [since, setSince] = useState(today)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!code) return
    granting.grant(code, since === today() ? undefined : new Date(`${since}T09:00`).toISOString())
    setCode(null)
  }
  return (
    <form onSubmit={submit} className={classes.grant} aria-label={t('people.grant')}>
      <Select
        size="sm"
        label={t('people.grantWhich')}
        data={kinds.map((kind) => ({ value: kind.code, label: `${kind.code} ${kind.name}` }))}
        value={code}
        onChange={setCode}
      />
      <TextInput
        size="sm"
        type="date"
        label={t('people.grantSince')}
        max={today()}
        value={since}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <Button size="sm" variant="default" type="submit" disabled={!code || !since} loading={granting.busy}>
        {t('people.grantNow')}
      </Button>
    </form>
  )
}
