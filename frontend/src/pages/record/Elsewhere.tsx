import { Button, CopyButton } from '@mantine/core'
import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../ui/Panel'
import classes from './Record.module.css'

/** What verifying means, and how to do it without trusting this server. */
export function Elsewhere({ keys }: { keys: string[] }) {
  const { t } = useTranslation()
  const command = ['remit audit verify', '--checkpoints checkpoint.txt', ...keys.map((key) => `--pubkey ${key}`)].join(
    ' \\\n  ',
  )
  return (
    <Panel title={t('record.means')} label={t('record.means')}>
      <div className={classes.means}>
        <p>{t('record.meansChain')}</p>
        <p>{t('record.meansElsewhere')}</p>
        <ol>
          <li>{t('record.stepKeep')}</li>
          <li>{t('record.stepVerify')}</li>
        </ol>
        {keys.map((key, index) => (
          <ToCopy key={key} label={t(index === 0 ? 'record.key' : 'record.earlierKey')} text={key} />
        ))}
        {keys.length > 0 && <ToCopy label={t('record.command')} text={command} />}
      </div>
    </Panel>
  )
}

function ToCopy({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation()
  return (
    <div className={classes.copied}>
      <div className={classes.copiedHead}>
        <span>{label}</span>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${t(copied ? 'common.copied' : 'common.copy')}: ${label}`}
              leftSection={<Copy size={14} aria-hidden="true" />}
              onClick={copy}
            >
              {t(copied ? 'common.copied' : 'common.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <code className={classes.code}>{text}</code>
    </div>
  )
}
