import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useReasons } from '../../api/catalog'

const BASES = ['entitlement', 'goodwill'] as const

/** A reason code, by what it belongs to. */
export function ReasonSelect({ value, onChange }: { value: string | null; onChange: (code: string) => void }) {
  const { t } = useTranslation()
  const reasons = useReasons()
  return (
    <Select
      label={t('ask.reason')}
      searchable
      allowDeselect={false}
      data={BASES.map((basis) => ({
        group: t(`basis.${basis}`),
        items: reasons.filter((one) => one.basis === basis).map(({ code, title }) => ({ value: code, label: title })),
      }))}
      value={reasons.length > 0 ? value : null}
      onChange={(reason) => reason && onChange(reason)}
    />
  )
}
