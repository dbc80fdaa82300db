import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Reason } from '../../api/shapes'

type Props = { reasons: Reason[]; value: string | null; onChange: (code: string | null) => void }

const BASES = ['entitlement', 'goodwill'] as const

/** Why, grouped by basis: what is owed, and what is a gesture. */
export function ReasonSelect({ reasons, value, onChange }: Props) {
  const { t } = useTranslation()
  const data = BASES.map((basis) => ({
    group: t(`basis.${basis}`),
    items: reasons.filter((one) => one.basis === basis).map(({ code, title }) => ({ value: code, label: title })),
  }))
  return (
    <Select
      label={t('ask.reason')}
      placeholder={t('ask.reasonHint')}
      searchable
      nothingFoundMessage={t('common.nothingFound')}
      data={data}
      value={reasons.length > 0 ? value : null}
      onChange={onChange}
      maxDropdownHeight={320}
      styles={{ input: { height: 52 } }}
    />
  )
}
