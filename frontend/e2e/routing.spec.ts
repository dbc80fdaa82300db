import type { Page } from '@playwright/test'
import { approveButton, askFor, expect, expectAccessible, openCard, test } from './kit'

/** Puts another set of policies in place; returns what puts back those of before. */
async function policies(page: Page, changed: (old: Policy[]) => Policy[]) {
  const shown = await (await page.request.get('/api/v1/routing')).json()
  const before = bodyOf(shown)
  await put(page, { ...before, policies: changed(before.policies) })
  return () => put(page, before)
}

type Step = { to: string; seconds: number; ask: string; tier: string | null; people: string[] }
type Policy = { team: string | null; brand: string | null; steps: Step[]; at_end: string; expires_after_s: number }
type Named = { id: string }

function bodyOf(shown: {
  policies: (Policy & { steps: (Step & { people: unknown })[] })[]
  hours: object[]
  apart: Named[][]
}) {
  const plain = (step: Step) => ({ ...step, people: (step.people as unknown as Named[]).map(({ id }) => id) })
  return {
    policies: shown.policies.map((one) => ({ ...one, steps: one.steps.map(plain) })),
    hours: shown.hours,
    apart: shown.apart.map((pair) => pair.map(({ id }) => id)),
  }
}

async function put(page: Page, body: object) {
  const { revision } = await (await page.request.get('/api/v1/routing')).json()
  const headers = { Origin: new URL(page.url() === 'about:blank' ? 'http://127.0.0.1' : page.url()).origin }
  const answer = await page.request.put('/api/v1/routing', { data: { ...body, revision, note: 'for a test' }, headers })
  expect(answer.status(), await answer.text()).toBe(200)
}

test('both screens count down, and it goes on by itself when nobody answers', async ({ as }) => {
  test.setTimeout(180_000) // Two steps pass in their own time.
  const ops = await as('ops')
  await ops.page.goto('/people?tab=routing')
  const quick = [
    { to: 'own_team', seconds: 20, ask: 'one', tier: null, people: [] },
    { to: 'everyone', seconds: 20, ask: 'all', tier: null, people: [] },
  ]
  const putBack = await policies(ops.page, (old) => old.map((one) => ({ ...one, steps: quick, at_end: 'hold' })))
  try {
    const lead = await as('lead')
    await lead.page.goto('/inbox')
    const other = await as('lead', 1)
    await other.page.goto('/inbox')
    const agent = await as('agent')
    await askFor(agent.page, '91.70')
    await expect(agent.page.getByText(`With ${lead.person.name}`)).toBeVisible()
    await expect(agent.page.getByText('Then everybody who can')).toBeVisible()
    await openCard(lead.page, '91.70')
    await expect(lead.page.getByRole('article').getByText('It is with you', { exact: true })).toBeVisible()
    await openCard(other.page, '91.70')
    await expect(other.page.getByRole('article').getByText(`With ${lead.person.name}`)).toBeVisible()
    await expect(other.page.getByRole('article').getByText('It is with you and one more')).toBeVisible({
      timeout: 60_000,
    })
    await expect(agent.page.getByText(/call the customer back/)).toBeVisible({ timeout: 60_000 })
    await expectAccessible(agent.page)
    await approveButton(other.page, '91.70').click()
    await expect(agent.page.getByText(`Approved by ${other.person.name}`)).toBeVisible()
  } finally {
    await putBack()
  }
})

test('somebody who leaves the screen loses the card to the next one', async ({ as }) => {
  const lead = await as('lead')
  await lead.page.goto('/inbox')
  const manager = await as('duty_manager')
  await manager.page.goto('/inbox')
  const agent = await as('agent')
  await askFor(agent.page, '92.80')
  await expect(agent.page.getByText(`With ${lead.person.name}`)).toBeVisible()
  await lead.page.close()
  await expect(agent.page.getByText(`With ${manager.person.name}`)).toBeVisible()
  await agent.page.getByRole('button', { name: 'Withdraw' }).click()
})

test('operations change a policy, are told what can never run, and put it back', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/people?tab=routing')
  const west = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'West' }) })
  await expect(west.getByText('Duty manager')).toBeVisible()
  await expect(west.getByText('The top of the ladder')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Change the policy of West' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change the policy' })
  await expectAccessible(page)
  await dialog.getByRole('combobox', { name: 'Step 2: ask' }).click()
  await page.getByRole('option', { name: 'Own team' }).click()
  await dialog.getByRole('textbox', { name: 'Seconds' }).nth(1).fill('30')
  await dialog.getByLabel('Why, for the record').fill('Try the team twice')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(west.getByText(/Step 2 never runs/)).toBeVisible()
  await page.getByRole('button', { name: 'Change the policy of West' }).click()
  await dialog.getByRole('combobox', { name: 'Step 2: ask' }).click()
  await page.getByRole('option', { name: 'A tier' }).click()
  await dialog.getByRole('combobox', { name: 'Tier' }).click()
  await page.getByRole('option', { name: 'Duty manager' }).click()
  await dialog.getByRole('textbox', { name: 'Seconds' }).nth(1).fill('45')
  await dialog.getByLabel('Why, for the record').fill('Back again')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(west.getByText(/never runs/)).toHaveCount(0)
  await expect(west.getByText('Duty manager')).toBeVisible()
})

test('the simulator says who it would go to', async ({ as }) => {
  const { page } = await as('ops', 1)
  await page.goto('/people?tab=routing')
  const panel = page.getByRole('region').or(page.locator('section')).filter({ hasText: 'Who would this go to?' }).last()
  await panel.getByRole('textbox', { name: /Amount/ }).fill('90')
  await panel.getByText('These people').click()
  await panel.getByRole('button', { name: 'Look' }).click()
  await expect(panel.getByText('Nobody who can approve is there')).toBeVisible()
  await expectAccessible(page)
  await panel.getByRole('textbox', { name: /Amount/ }).fill('1')
  await panel.getByRole('button', { name: 'Look' }).click()
  await expect(panel.getByText('Nobody has to be asked')).toBeVisible()
})
