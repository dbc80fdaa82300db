import { Button, Skeleton } from '@mantine/core'
import { UserSearch } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isFiltered, UNFILTERED } from '../../../lib/staff'
import { Empty } from '../../../ui/Empty'
import { Panel } from '../../../ui/Panel'
import { Trouble } from '../../../ui/Trouble'
import classes from '../People.module.css'
import { useStaffSearch } from '../search'
import { Filters } from './Filters'
import { PeopleTable } from './PeopleTable'
import { useStaff } from './useStaff'

/** Everybody that the filters find; however many there are, only the rows that are seen are drawn. */
export function PeopleList() {
  const { t } = useTranslation()
  const [search, change] = useStaffSearch()
  const { people, count, list } = useStaff(search)
  return (
    <>
      <Filters search={search} onChange={(part) => change(part, true)} />
      {list.error && people.length === 0 && <Trouble error={list.error} retry={() => void list.refetch()} />}
      {!list.data && !list.error && <Skeleton height={420} radius="lg" />}
      {list.data && (
        <Panel flush label={t('people.tab.people')}>
          <div className={classes.count}>
            <span role="status">{count !== undefined && t('people.found', { count })}</span>
            {isFiltered(search) && (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={() => change(UNFILTERED, true)}>
                {t('people.clear')}
              </Button>
            )}
          </div>
          {people.length === 0 ? (
            <Empty icon={UserSearch} title={t('people.empty')}>
              {t('people.emptyText')}
            </Empty>
          ) : (
            <PeopleTable
              people={people}
              count={Math.max(count ?? 0, people.length)}
              openId={search.open}
              onOpen={(open) => change({ open })}
              onEnd={() => {
                if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage()
              }}
            />
          )}
        </Panel>
      )}
    </>
  )
}
