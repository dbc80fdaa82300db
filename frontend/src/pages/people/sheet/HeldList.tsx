import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { RotateCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Account, Held } from '../../../api/shapes'
import { useKinds } from '../../../api/staff'
import { toneOfStanding } from '../../../lib/staff'
import { day } from '../../../lib/time'
import { Pill } from '../../../ui/Pill'
import classes from '../People.module.css'
import { GrantForm } from './GrantForm'
import { useGranting } from './useGranting'

/** What somebody was trained for, until when, and who said so; granted, renewed and taken back right here. */
export function HeldList({ person, writes }: { person: Account; writes: boolean }) {
  const { t } = useTranslation()
  const granting = useGranting(person)
  const kinds = useKinds().data?.items ?? []
  const missing = kinds.filter(({ code }) => !person.certificates.some((held) => held.code === code))
  return (
    <section className={classes.part} aria-label={t('people.held')}>
      <h3 className={classes.subhead}>{t('people.held')}</h3>
      {person.certificates.length === 0 && <p className="soft">{t('people.noCertificates')}</p>}
      <ul className={classes.heldList}>
        {person.certificates.map((held) => (
          <HeldLine
            key={held.code}
            held={held}
            name={kinds.find(({ code }) => code === held.code)?.name}
            granting={writes ? granting : null}
          />
        ))}
      </ul>
      {writes && person.active && missing.length > 0 && <GrantForm kinds={missing} granting={granting} />}
    </section>
  )
}

type LineProps = { held: Held; name: string | undefined; granting: ReturnType<typeof useGranting> | null }

function HeldLine({ held, name, granting }: LineProps) {
  const { t, i18n } = useTranslation()
  const { code, expires_at, standing, granted_by } = held
  const until = expires_at
    ? t(`people.standing.${standing}`, { day: day(expires_at, i18n.language) })
    : t('people.forever')
  const verbs = granting && [
    { label: t('people.renewOf', { code }), tip: t('people.renew'), icon: RotateCw, act: () => granting.grant(code) },
    { label: t('people.revokeOf', { code }), tip: t('people.revoke'), icon: X, act: () => granting.revoke(held) },
  ]
  return (
    <li>
      <span className={classes.heldCode}>{code}</span>
      <span className={classes.words}>
        <span>{name}</span>
        <span className={classes.email}>{t('people.grantedBy', { name: granted_by })}</span>
      </span>
      <Pill tone={toneOfStanding(standing)}>{until}</Pill>
      {verbs && (
        <Group gap={2} wrap="nowrap">
          {verbs.map(({ label, tip, icon: Icon, act }) => (
            <Tooltip key={label} label={tip}>
              <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={granting.busy} onClick={act}>
                <Icon size={15} aria-hidden="true" />
              </ActionIcon>
            </Tooltip>
          ))}
        </Group>
      )}
    </li>
  )
}
