import { Button } from '@mantine/core'
import { Download, Upload, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { may, useMe } from '../../../api/me'
import { complain } from '../../../ui/toast'
import { ImportDialog } from '../exchange/ImportDialog'
import { NewPersonDialog } from '../exchange/NewPersonDialog'
import { saveList } from '../exchange/saveList'
import classes from '../People.module.css'
import { useStaffSearch } from '../search'

/** What can be done with the list as a whole. */
export function ListActions() {
  const { t } = useTranslation()
  const me = useMe()
  const [search] = useStaffSearch()
  const [dialog, setDialog] = useState<'new' | 'import' | null>(null)
  const [saving, setSaving] = useState(false)
  const save = () => {
    setSaving(true)
    void saveList(search)
      .catch(complain)
      .finally(() => setSaving(false))
  }
  const icon = { size: 16, 'aria-hidden': true as const }
  return (
    <>
      <Button variant="default" loading={saving} onClick={save}>
        <Download {...icon} />
        <span className={classes.smallWord}>{t('people.export')}</span>
      </Button>
      {may(me, 'people.write') && (
        <>
          <Button variant="default" onClick={() => setDialog('import')}>
            <Upload {...icon} />
            <span className={classes.smallWord}>{t('people.import')}</span>
          </Button>
          <Button leftSection={<UserPlus {...icon} />} onClick={() => setDialog('new')}>
            {t('people.new')}
          </Button>
        </>
      )}
      {dialog === 'new' && <NewPersonDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
    </>
  )
}
