import { ActionIcon, NumberInput, SegmentedControl, Select } from '@mantine/core'
import { ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Step } from '../../../lib/routing'
import { useTitles } from '../titles'
import { PeoplePick } from './PeoplePick'
import classes from './Routing.module.css'

const TO = ['own_team', 'tier', 'people', 'everyone'] as const
const ASK = ['one', 'all'] as const

type Props = {
  step: Step
  number: number
  onChange: (part: Partial<Step>) => void
  onUp: (() => void) | undefined
  onRemove: (() => void) | undefined
}

/** Whom a step asks, one or all of them, and for how many seconds. */
export function StepFields({ step, number, onChange, onUp, onRemove }: Props) {
  const { t } = useTranslation()
  const { ladder, tier } = useTitles()
  return (
    <div className={classes.step}>
      <Select
        label={t('routing.step', { number })}
        allowDeselect={false}
        data={TO.map((to) => ({ value: to, label: t(`routing.to.${to}`) }))}
        value={step.to}
        onChange={(to) => onChange({ to: TO.find((one) => one === to) ?? 'everyone', tier: null, people: [] })}
      />
      <NumberInput
        label={t('routing.seconds')}
        min={5}
        max={86_400}
        allowDecimal={false}
        value={step.seconds}
        onChange={(seconds) => typeof seconds === 'number' && onChange({ seconds })}
      />
      <SegmentedControl
        aria-label={t('routing.howMany', { number })}
        data={ASK.map((ask) => ({ value: ask, label: t(`routing.ask.${ask}`) }))}
        value={step.ask}
        onChange={(ask) => onChange({ ask: ask === 'one' ? 'one' : 'all' })}
      />
      <span className={classes.stepVerbs}>
        {onUp && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('routing.up', { number })} onClick={onUp}>
            <ArrowUp size={15} aria-hidden="true" />
          </ActionIcon>
        )}
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('routing.removeStep', { number })} onClick={onRemove}>
            <Trash2 size={15} aria-hidden="true" />
          </ActionIcon>
        )}
      </span>
      {step.to === 'tier' && (
        <Select
          className={classes.wide}
          label={t('people.tier')}
          data={ladder.map(({ name }) => ({ value: name, label: tier(name) }))}
          value={step.tier}
          onChange={(name) => onChange({ tier: name })}
        />
      )}
      {step.to === 'people' && (
        <div className={classes.wide}>
          <PeoplePick label={t('routing.people')} value={step.people} onChange={(people) => onChange({ people })} />
        </div>
      )}
    </div>
  )
}
