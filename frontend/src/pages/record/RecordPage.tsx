import { useTranslation } from 'react-i18next'
import { Page } from '../../ui/Page'
import { Checkpoints } from './Checkpoints'
import { Elsewhere } from './Elsewhere'
import classes from './Record.module.css'
import { Statement } from './Statement'
import { useCheckpoints } from './useCheckpoints'

/** Record: does everything that was written still stand there, and how to know without trusting this server. */
export function RecordPage() {
  const { t } = useTranslation()
  const found = useCheckpoints()
  return (
    <Page title={t('record.title')} lead={t('record.lead')}>
      <Statement newest={found.points[0]} />
      <div className={classes.columns}>
        <Checkpoints found={found} />
        <Elsewhere keys={found.keys} />
      </div>
    </Page>
  )
}
