import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page'
import { Checkpoints } from './Checkpoints'
import { Elsewhere } from './Elsewhere'
import { Entries } from './Entries'
import classes from './Record.module.css'
import { Statement } from './Statement'
import { useCheckpoints } from './useCheckpoints'

/** Record: does everything that was written still stand there, and how to know without trusting this server. */
export function RecordPage() {
  const { t } = useTranslation()
  const found = useCheckpoints()
  const newest = found.points[0]
  return (
    <Page title={t('record.title')} lead={t('record.lead')}>
      <Statement newest={newest} />
      <div className={classes.columns}>
        <Checkpoints found={found} />
        <div className={classes.beside}>
          <Elsewhere keys={found.keys} />
        </div>
        {newest && <Entries newest={newest.seq} />}
      </div>
    </Page>
  )
}
