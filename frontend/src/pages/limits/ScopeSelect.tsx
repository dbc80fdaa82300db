import { Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../api/shapes'
import type { Scope } from '../../lib/matrix'
import { paths } from '../../paths'
import classes from './Limits.module.css'
import { scopeName } from './scopes'

/** Which brand and currency the matrix is of. */
export function ScopeSelect({ outline, chosen }: { outline: Outline; chosen: Scope | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: paths.limits })
  const known = outline.scopes.map(scopeName)
  const value = chosen ? scopeName(chosen) : null
  const said = (name: string) => name.replace(/^\*/, t('limits.everyBrand'))
  const data = (value && !known.includes(value) ? [...known, value] : known).map((name) => ({
    value: name,
    label: said(name),
  }))
  return (
    <Select
      className={classes.scope}
      aria-label={t('limits.scope')}
      allowDeselect={false}
      searchable={data.length > 8}
      value={value}
      data={data}
      onChange={(scope) => void navigate({ search: (old) => ({ ...old, scope: scope ?? undefined }) })}
    />
  )
}
