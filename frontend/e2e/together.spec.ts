import type { Page } from '@playwright/test'
import { approveButton, askFor, demo, expect, expectAccessible, fillIn, openCard, test } from './kit'

const origin = `http://127.0.0.1:${process.env.REMIT_E2E_PORT}`

async function call<T>(page: Page, method: 'GET' | 'POST' | 'PATCH', path: string, data?: unknown): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, { method, data, headers: { Origin: origin } })
  expect(answer.ok(), await answer.text()).toBe(true)
  return answer.json()
}

test('two approve a large sum: the second sees the first, and who is looking', async ({ as }) => {
  const [first, second] = [await as('duty_manager'), await as('duty_manager', 1)]
  await Promise.all([first.page.goto('/inbox'), second.page.goto('/inbox')])
  const agent = await as('agent')
  await askFor(agent.page, '1,500.41')
  await openCard(first.page, '1,500.41')
  await openCard(second.page, '1,500.41')
  await expect(second.page.getByText(`${first.person.name} is looking`)).toBeVisible()
  await expect(approveButton(first.page, '1,500.41')).toBeEnabled()
  await approveButton(first.page, '1,500.41').click()
  await expect(second.page.getByRole('article').getByText('1 of 2 approved')).toBeVisible()
  await expect(second.page.getByRole('article').getByText(first.person.name, { exact: false }).first()).toBeVisible()
  await expect(approveButton(first.page, '1,500.41')).toBeDisabled()
  await expect(agent.page.getByText('1 of 2 approved')).toBeVisible()
  await expectAccessible(second.page)
  await approveButton(second.page, '1,500.41').click()
  await expect(second.page.getByText(/You approved this at/)).toBeVisible()
  await expect(agent.page.getByText(/Moved once, at/)).toBeVisible()
})

test('both sides talk on the card', async ({ as }) => {
  const lead = await as('lead')
  await lead.page.goto('/inbox')
  const agent = await as('agent', 3)
  await askFor(agent.page, '77.42')
  await openCard(lead.page, '77.42')
  const line = lead.page.getByRole('textbox', { name: /Say something/ })
  await line.fill('Is the box torn, too?')
  await line.press('Enter')
  await expect(lead.page.getByRole('region', { name: 'Comments' })).toContainText('Is the box torn, too?')
  await expect(agent.page.getByText('Is the box torn, too?', { exact: false }).first()).toBeVisible()
})

test('several are picked and approved together', async ({ as }) => {
  const lead = await as('lead')
  await lead.page.goto('/inbox')
  const agent = await as('agent', 4)
  await askFor(agent.page, '71.43')
  await askFor(agent.page, '72.44')
  await lead.page.getByRole('button', { name: 'Pick several' }).click()
  for (const amount of ['71.43', '72.44']) {
    await lead.page.getByRole('listitem').filter({ hasText: amount }).getByRole('checkbox').check()
  }
  await lead.page.getByRole('button', { name: 'Approve 2: USD 143.87' }).click()
  await expect(lead.page.getByText('2 approved, 0 not.')).toBeVisible()
  await expect(agent.page.getByText(/Moved once, at/)).toBeVisible()
})

test('acting now is offered where it is allowed, told at once, and looked at', async ({ as }) => {
  const [ops, other] = [await as('ops'), await as('ops', 1)]
  const senior = await as('senior', 6)
  const { id } = await call<{ id: string }>(senior.page, 'GET', '/me')
  const { version } = await call<{ version: number }>(ops.page, 'GET', '/policy/outline')
  const draft = { name: 'Emergencies', base_version: version }
  const begun = await call<{ id: string; revision: number }>(ops.page, 'POST', '/policy/drafts', draft)
  const limit = { change: 'set_limit', subject: `user:${id}`, remedy: 'refund', currency: 'USD', brand: 'acme' }
  const changes = [{ ...limit, mode: 'override', amount: 30_000, kind: 'grant' }]
  await call(ops.page, 'PATCH', `/policy/drafts/${begun.id}`, { revision: begun.revision, changes })
  await call(ops.page, 'POST', `/policy/drafts/${begun.id}/submit`)
  await call(other.page, 'POST', `/policy/drafts/${begun.id}/approve`)
  await call(ops.page, 'POST', `/policy/drafts/${begun.id}/publish`, { note: 'For emergencies.' })

  const lead = await as('lead')
  await lead.page.goto('/inbox')
  await fillIn(senior.page, '260.45')
  await senior.page.getByRole('button', { name: /Act now with USD 260.45/ }).click()
  await expect(senior.page.getByText('You act before anybody is asked')).toBeVisible()
  await expect(senior.page.getByRole('textbox', { name: /Why it cannot wait/ })).toBeFocused()
  await expect(senior.page.getByText('Say why it cannot wait.')).toBeVisible()
  await senior.page.getByRole('textbox', { name: /Why it cannot wait/ }).fill('At the airport without a ticket.')
  await senior.page.getByRole('button', { name: 'Act now: give USD 260.45' }).click()
  await expect(senior.page).toHaveURL(/\/ask\/req_/)

  await expect(senior.page.getByText(/^Told at once: /)).toBeVisible()
  const list = lead.page.getByRole('region', { name: 'Acted without asking' })
  await expect(list).toContainText('At the airport without a ticket.')
  await expect(list).toContainText('you were not asked')
  await expectAccessible(lead.page)
  const mine = list.getByRole('listitem').filter({ hasText: '260.45' })
  await mine.getByRole('button', { name: /^Fine/ }).click()
  const dialog = lead.page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('Just right.')
  await dialog.getByRole('button', { name: 'Fine', exact: true }).click()
  await expect(mine).toHaveCount(0)
  await expect(senior.page.getByText(`${lead.person.name} looked at it: fine`)).toBeVisible()
  await expect(senior.page.getByText('“Just right.”')).toBeVisible()
})

test('out of the office: somebody stands in, and the record has both names', async ({ as }) => {
  const lead = await as('lead', 1)
  await lead.page.goto('/inbox')
  await lead.page.getByRole('button', { name: /Account/ }).click()
  await lead.page.getByRole('button', { name: 'Out of the office' }).click()
  const dialog = lead.page.getByRole('dialog')
  const { people } = await demo(lead.page)
  const seniors = people.filter(({ tier }) => tier === 'senior')
  const senior = await as(
    'senior',
    seniors.findIndex(({ team }) => team === lead.person.team),
  )
  await dialog.getByRole('combobox', { name: 'Who stands in' }).fill(senior.person.name)
  await lead.page.getByRole('option', { name: senior.person.name }).click()
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Leave')
  await dialog.getByRole('button', { name: 'Lend my authority' }).click()
  await expect(dialog.getByText(`${senior.person.name} stands in for ${lead.person.name}`)).toBeVisible()
  await expectAccessible(lead.page)

  const agent = await as('agent', 5)
  await askFor(agent.page, '66.46')
  await senior.page.goto('/inbox')
  await openCard(senior.page, '66.46')
  await approveButton(senior.page, '66.46').click()
  await expect(senior.page.getByText(`You for ${lead.person.name} approved this at`, { exact: false })).toBeVisible()

  await dialog.getByRole('button', { name: /^End it/ }).click()
  await expect(dialog.getByText('stands in for')).toHaveCount(0)
  const ops = await as('ops')
  await ops.page.goto('/people?tab=away')
  await expect(ops.page.getByText(`${senior.person.name} stands in for ${lead.person.name}`).first()).toBeVisible()
  await expect(ops.page.getByRole('textbox', { name: /At hand when somebody rejects/ })).toBeVisible()
  await expectAccessible(ops.page)
})

test('a lead passes a card on, and the other finishes it', async ({ as }) => {
  const [lead, manager] = [await as('lead'), await as('duty_manager')]
  await Promise.all([lead.page.goto('/inbox'), manager.page.goto('/inbox')])
  const agent = await as('agent', 5)
  await askFor(agent.page, '78.46')
  await openCard(lead.page, '78.46')
  await lead.page.getByRole('article').getByRole('button', { name: 'Pass on' }).click()
  const dialog = lead.page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Who can finish it' }).fill(manager.person.name)
  await lead.page.getByRole('option', { name: manager.person.name }).click()
  await expectAccessible(lead.page)
  await dialog.getByRole('textbox', { name: /A word with it/ }).fill('You know this customer.')
  await dialog.getByRole('button', { name: 'Pass on' }).click()
  await expect(dialog).toBeHidden()
  await expect(agent.page.getByText(manager.person.name, { exact: false }).first()).toBeVisible()
  await openCard(manager.page, '78.46')
  await expect(manager.page.getByRole('article').getByText('It is with you')).toBeVisible()
  await approveButton(manager.page, '78.46').click()
  await expect(agent.page.getByText(/Moved once, at/)).toBeVisible()
})
