import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './kit'

let hired = 0

/** Somebody new, found in the list by a name that nobody else has. */
async function hire(page: Page, tier?: string) {
  const name = `Nadja Neu${Date.now().toString(36)}${hired++}`
  await page.goto('/people')
  await page.getByRole('button', { name: 'New person' }).click()
  const dialog = page.getByRole('dialog', { name: 'New person' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill(`${name.replace(' ', '.').toLowerCase()}@acme.example`)
  if (tier) {
    await dialog.getByRole('combobox', { name: 'Tier' }).click()
    await page.getByRole('option', { name: tier, exact: true }).click()
    await expect(dialog.getByText('a second person has to accept it')).toBeVisible()
  }
  await dialog.getByRole('button', { name: 'Create' }).click()
  const invitation = page.getByRole('dialog', { name: `A link for ${name}` })
  const link = await invitation.getByRole('textbox', { name: 'Link' }).inputValue()
  await invitation.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('dialog').getByRole('heading', { name })).toBeVisible()
  return { name, link }
}

async function look(page: Page, name: string) {
  await page.goto(`/people?show=all&q=${encodeURIComponent(name)}`)
  await page.getByRole('table').getByRole('button', { name }).click()
  return page.getByRole('dialog')
}

test('somebody new has a tier once a second person accepts it', async ({ as }) => {
  const first = await as('ops')
  const { name } = await hire(first.page, 'Senior agent')
  await expect(first.page.getByText('You proposed this; somebody else has to accept it.')).toBeVisible()

  const second = await as('ops', 1)
  await second.page.goto('/people?show=proposed')
  await second.page.getByRole('table').getByRole('button', { name }).click()
  await second.page.getByRole('button', { name: 'Accept' }).click()
  await expect(second.page.getByText(`${name} now has it.`)).toBeVisible()
  await expect(first.page.getByRole('dialog').getByRole('combobox', { name: 'Tier' })).toHaveValue('Senior agent')
})

test('somebody new chooses a password; switched off, they are out at once', async ({ as, browser }) => {
  const first = await as('ops')
  const { name, link } = await hire(first.page)
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel('New password', { exact: true }).fill('a few words to keep')
  await page.getByLabel('The same again', { exact: true }).fill('a few words to kee')
  await expect(page.getByText('The two are not the same.')).toBeVisible()
  await page.getByLabel('The same again', { exact: true }).fill('a few words to keep')
  await page.getByRole('button', { name: 'Choose it' }).click()
  await expect(page.getByText('Your password is set.')).toBeVisible()
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`${name.replace(' ', '.').toLowerCase()}@acme.example`)
  await page.getByLabel('Password', { exact: true }).fill('a few words to keep')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/ask/)

  const sheet = first.page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Switch off' }).click()
  await first.page.getByRole('button', { name: 'Switch off now' }).click()
  await expect(first.page.getByText(`${name} is switched off.`)).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in/)
  await first.page.getByRole('button', { name: 'Undo' }).click()
  await expect(first.page.getByText('It is as it was.')).toBeVisible()
  await context.close()
})

test('a change in the sheet, its undo, and somebody else who was quicker', async ({ as }) => {
  const first = await as('ops')
  const { name } = await hire(first.page)
  const sheet = first.page.getByRole('dialog')
  await sheet.getByRole('combobox', { name: 'Team' }).click()
  await first.page.getByRole('option', { name: 'West' }).click()
  await sheet.getByRole('button', { name: 'Save' }).click()
  await expect(first.page.getByText(`${name} was changed.`)).toBeVisible()
  await first.page.getByRole('button', { name: 'Undo' }).click()
  await expect(sheet.getByRole('combobox', { name: 'Team' })).toHaveValue('')

  // The page hears of nothing, so it still shows what it saw.
  await first.page.routeWebSocket(/live/, () => undefined)
  await look(first.page, name)
  const second = await as('ops', 1)
  const other = await look(second.page, name)
  await first.page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(`${name} First`)
  await other.getByRole('textbox', { name: 'Name' }).fill(`${name} Quick`)
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(second.page.getByText(`${name} Quick was changed.`)).toBeVisible()
  await first.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(first.page.getByText(/was changed meanwhile/)).toBeVisible()
  await expect(first.page.getByRole('dialog').getByRole('heading', { name: `${name} Quick` })).toBeVisible()
  await first.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(first.page.getByRole('dialog').getByRole('heading', { name: `${name} First` })).toBeVisible()
})

test('a certificate is granted, taken back, and given again', async ({ as }) => {
  const { page } = await as('ops')
  const { name } = await hire(page)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('combobox', { name: 'Certificate' }).click()
  await page.getByRole('option', { name: /^GW-1/ }).click()
  await sheet.getByRole('button', { name: 'Grant' }).click()
  await expect(page.getByText(`${name} holds GW-1.`)).toBeVisible()
  await sheet.getByRole('button', { name: 'Take back GW-1' }).click()
  await expect(sheet.getByText('Holds no certificate.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(sheet.getByRole('button', { name: 'Renew GW-1' })).toBeVisible()
  await page.goto('/people?tab=certificates')
  await page.getByRole('button', { name: '1 lapsed', exact: true }).click()
  await expect(page).toHaveURL(/certificate=GW-1/)
  await expect(page.getByRole('row')).toHaveCount(2)
})

test('by keyboard: search, down the list, open, close', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/people')
  await page.getByRole('searchbox', { name: 'Search people' }).fill('acme a')
  await expect(page).toHaveURL(/q=acme/)
  const names = page.getByRole('table').getByRole('button')
  await names.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(names.nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(names.last()).toBeFocused()
  await page.keyboard.press('Home')
  await expect(names.first()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('teams and tiers: one that is in use says by whom', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/people?tab=belonging')
  await page.getByRole('button', { name: 'New team' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('Night shift')
  await expect(page.getByRole('textbox', { name: 'Short name' })).toHaveValue('night_shift')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('button', { name: 'Move Night shift up' }).click()
  await expect(page.getByRole('listitem').nth(2)).toContainText('Night shift')
  await page.getByRole('button', { name: 'Remove North' }).click()
  await expect(page.getByText(/North is in use by/)).toBeVisible()
  await page.getByRole('button', { name: 'Remove Night shift' }).click()
  await expect(page.getByText('Night shift is gone.')).toBeVisible()
  await page.getByRole('button', { name: 'Move Senior agent down' }).click()
  await expect(page.getByText(/would then also have the limits of senior/)).toBeVisible()
})

test('a list comes in after a look at what it would do', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/people')
  await page.getByRole('button', { name: 'Import' }).click()
  const mark = Date.now().toString(36)
  const file = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
  const rows = `email,name,roles,team\nin.${mark}@acme.example,Ines Ein,agent,west\n`
  await page.locator('input[type=file]').setInputFiles(file(`${rows}out.${mark}@acme.example,Otto Aus,boss,west\n`))
  await expect(page.getByText('1 new, 0 changed, 0 as they are, 1 cannot be')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Apply/ })).toBeDisabled()
  await page.locator('input[type=file]').setInputFiles(file(rows))
  await page.getByRole('button', { name: 'Apply to 1 people' }).click()
  await expect(page.getByText('1 people were taken in.')).toBeVisible()
  await page.goto(`/people?q=in.${mark}`)
  await expect(page.getByRole('table')).toContainText('Ines Ein')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`accessible, ${colorScheme}`, async ({ as }) => {
    const { page } = await as('ops', 0, { colorScheme })
    await page.goto('/people')
    await expect(page.getByRole('table').getByRole('button').first()).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('table').getByRole('button').nth(4).click()
    await expect(page.getByRole('dialog').getByRole('heading', { name: 'Certificates' })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Replace by' }).click()
    await expect(page.getByText('What has to go on')).toBeVisible()
    await expectAccessible(page)
    await page.goto('/people?tab=belonging')
    await expect(page.getByText('Duty manager')).toBeVisible()
    await expectAccessible(page)
    await page.goto('/people?tab=certificates')
    await expect(page.getByText('Running out soon')).toBeVisible()
    await expectAccessible(page)
    await page.goto('/welcome#nothing')
    await expect(page.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
    await expectAccessible(page)
  })
}
