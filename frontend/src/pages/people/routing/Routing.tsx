import { Skeleton } from '@mantine/core'
import { may, useMe } from '../../../api/me'
import { Trouble } from '../../../ui/Trouble'
import { Apart } from './Apart'
import { Policies } from './Policies'
import classes from './Routing.module.css'
import { Simulator } from './Simulator'
import { useRouting } from './useRouting'
import { WorkingHours } from './WorkingHours'

/** Who is asked, in which order, and for how long; when teams are there; who is kept apart; and trying it. */
export function Routing() {
  const writes = may(useMe(), 'routing.write')
  const { data, error, refetch } = useRouting()
  if (!data) return error ? <Trouble error={error} retry={() => void refetch()} /> : <Skeleton height={320} />
  return (
    <div className={classes.page}>
      <Policies routing={data} writes={writes} />
      <div className={classes.side}>
        <Simulator />
        <WorkingHours routing={data} writes={writes} />
        <Apart routing={data} writes={writes} />
      </div>
    </div>
  )
}
