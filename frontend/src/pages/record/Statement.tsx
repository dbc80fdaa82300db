import { Button } from '@mantine/core'
import { Shield, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Checkpoint } from '../../api/shapes'
import { count } from '../../lib/text'
import { moment } from '../../lib/time'
import { foundIn } from '../../lib/verified'
import { Trouble } from '../../ui/Trouble'
import { Flaws } from './Flaws'
import { Progress } from './Progress'
import classes from './Statement.module.css'
import { useVerifying, type Verified } from './useVerifying'

/** Whether the record holds, in one sentence, and the button that finds out. */
export function Statement({ newest }: { newest: Checkpoint | undefined }) {
  const { t } = useTranslation()
  const { data, error, isFetching, refetch } = useVerifying()
  const verify = () => void refetch()
  const whole = data?.complete ? data : undefined
  const tone = whole ? (foundIn(whole) > 0 ? 'no' : 'ok') : 'calm'
  const Icon = { no: ShieldAlert, ok: ShieldCheck, calm: Shield }[tone]
  return (
    <section className={classes.statement} data-tone={tone} aria-label={t('record.verifying')}>
      <div className={classes.row}>
        <span className={classes.icon} data-moving={isFetching || undefined}>
          <Icon size={30} strokeWidth={1.7} aria-hidden="true" />
        </span>
        <div className={classes.said} role="status">
          {whole ? <Whole verified={whole} /> : <NotYet newest={newest} verifying={isFetching} />}
        </div>
        <Button className={classes.verb} variant={whole ? 'default' : 'filled'} loading={isFetching} onClick={verify}>
          {t('record.verify')}
        </Button>
      </div>
      {isFetching && <Progress reached={data?.reached ?? 0} all={Math.max(data?.sealed ?? 0, newest?.seq ?? 0)} />}
      {error && !isFetching && <Trouble error={error} retry={verify} />}
      {data && data.flaws.length > 0 && <Flaws flaws={data.flaws} unlisted={data.unlisted} />}
    </section>
  )
}

function Whole({ verified }: { verified: Verified }) {
  const { t, i18n } = useTranslation()
  const said = (many: number) => ({ count: many, many: count(many, i18n.language) })
  const found = foundIn(verified)
  const entries = said(verified.reached)
  const facts = { time: moment(new Date(verified.at).toISOString(), i18n.language) }
  const unsealed = Math.max(0, verified.reached - verified.sealed)
  if (found > 0) {
    return (
      <>
        <h2 className={classes.title}>{t('record.broken')}</h2>
        <p className={classes.text}>
          {t('record.found', said(found))} {t('record.among', { ...entries, ...facts })} {t('record.firstOfAll')}
        </p>
      </>
    )
  }
  return (
    <>
      <h2 className={classes.title}>{t('record.holds', entries)}</h2>
      <p className={classes.text}>
        {t('record.holdsText', facts)} {t('record.compared', said(verified.checkpoints))}{' '}
        {unsealed > 0 && t('record.unsealed', said(unsealed))}
      </p>
    </>
  )
}

function NotYet({ newest, verifying }: { newest: Checkpoint | undefined; verifying: boolean }) {
  const { t, i18n } = useTranslation()
  const sealed = newest && {
    many: count(newest.seq, i18n.language),
    count: newest.seq,
    time: moment(newest.at, i18n.language),
  }
  return (
    <>
      <h2 className={classes.title}>{t(verifying ? 'record.walking' : 'record.notYet')}</h2>
      <p className={classes.text}>
        {t('record.notYetText')} {sealed && t('record.sealedTo', sealed)}
      </p>
    </>
  )
}
