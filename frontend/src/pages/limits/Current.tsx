import { TextInput } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outline } from '../../api/shapes'
import { overlay } from '../../lib/draft'
import { wordsOf } from '../../lib/search'
import { Note } from '../../ui/Note'
import { Trouble } from '../../ui/Trouble'
import { Budgets } from './budgets/Budgets'
import { DraftBar } from './draft/DraftBar'
import { DraftList } from './draft/DraftList'
import { useDraft } from './draft/useDraft'
import { GridTools } from './grid/GridTools'
import { Matrix } from './grid/Matrix'
import classes from './Limits.module.css'
import { Others } from './others/Others'
import { Quorums } from './quorums/Quorums'
import { ScopeSelect } from './ScopeSelect'
import { scopeIn } from './scopes'
import { Stacks } from './stacks/Stacks'
import { useLadder } from './useLadder'

/** The limits in force, or as the open draft would have them. */
export function Current({ outline, tunes }: { outline: Outline; tunes: boolean }) {
  const { t } = useTranslation()
  const search = useSearch({ from: '/frame/limits' })
  const draft = useDraft(outline.version, search.draft)
  const narrow = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false })
  const [tier, setTier] = useState(1)
  const [allLines, setAllLines] = useState(false)
  const only = narrow ? tier : null
  const edits = tunes && draft.editable
  const [sought, setSought] = useState('')
  const [text] = useDebouncedValue(sought, 150)
  const words = useMemo(() => wordsOf(text), [text])
  const scope = useMemo(() => scopeIn(outline, search.scope), [outline, search.scope])
  const { rules: live, error } = useLadder(outline.version, scope)
  const rules = useMemo(() => overlay(live ?? [], draft.changes), [live, draft.changes])
  return (
    <>
      {tunes ? <DraftList open={search.draft} /> : <Note tone="calm">{t('limits.mayNot')}</Note>}
      <div className={classes.seek}>
        <TextInput
          type="search"
          className={classes.seekField}
          aria-label={t('limits.search')}
          placeholder={t('limits.searchHint')}
          leftSection={<Search size={15} aria-hidden="true" />}
          value={sought}
          onChange={(event) => setSought(event.currentTarget.value)}
        />
        <ScopeSelect outline={outline} chosen={scope} />
        <GridTools
          tiers={outline.tiers}
          only={only}
          onOnly={setTier}
          allLines={allLines}
          onAllLines={setAllLines}
          draft={edits ? draft : undefined}
        />
      </div>
      {error ? <Trouble error={error} /> : null}
      {scope && live && (
        <Matrix
          rules={rules}
          live={live}
          tiers={outline.tiers}
          scope={scope}
          words={words}
          draft={draft}
          edits={edits}
          only={only}
          allLines={allLines}
        />
      )}
      {scope && (
        <Others version={outline.version} scope={scope} tiers={outline.tiers} q={text} draft={draft} edits={edits} />
      )}
      {scope && <Budgets outline={outline} scope={scope} words={words} draft={draft} edits={edits} />}
      <Stacks outline={outline} draft={draft} edits={edits} />
      <Quorums outline={outline} scope={scope} draft={draft} edits={edits} />
      {draft.draft && (
        <DraftBar draft={draft.draft} hand={draft} rules={rules} live={live ?? []} version={outline.version} />
      )}
    </>
  )
}
