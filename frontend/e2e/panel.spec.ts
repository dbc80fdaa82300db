import { createServer, type Server } from 'node:http'
import type { Page } from '@playwright/test'
import { approveButton, expect, expectAccessible, freshOrder, openCard, test } from './kit'

const remit = `http://127.0.0.1:${process.env.REMIT_E2E_PORT}`
const port = Number(process.env.REMIT_E2E_PORT) + 1
const helpdesk = `http://127.0.0.1:${port}`

/** A helpdesk: it shows the panel beside a case, says what the case is about, and writes down what it is told. */
const PAGE = `<!doctype html><html lang="en"><title>Helpdesk</title><h1>Case 4711</h1>
<iframe title="Remit" src="${remit}/panel" width="380" height="760"></iframe>
<ol id="told"></ol>
<script>
  const told = document.getElementById('told')
  addEventListener('message', ({ origin, data }) => {
    if (origin !== '${remit}') return
    told.insertAdjacentHTML('beforeend', '<li>' + data.type + ' ' + (data.state ?? '') + ' ' + (data.amount ?? '') + '</li>')
  })
  window.say = (message) => document.querySelector('iframe').contentWindow.postMessage(message, '${remit}')
</script>`

let desk: Server
let stranger: Server

test.beforeAll(async () => {
  const serve = (at: number) =>
    new Promise<Server>((listening) => {
      const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(PAGE))
      server.listen(at, '127.0.0.1', () => listening(server))
    })
  desk = await serve(port)
  stranger = await serve(port + 1)
})
test.afterAll(() => {
  desk.close()
  stranger.close()
})

const say = (page: Page, message: object) =>
  page.evaluate((said) => (window as unknown as { say: (message: object) => void }).say(said), message)

test('a helpdesk shows the panel, says which order, and hears what became of it', async ({ as }) => {
  test.slow()
  const lead = await as('lead', 1)
  await lead.page.goto('/inbox')
  const { page } = await as('agent', 4, { viewport: { width: 900, height: 900 } })
  const order = await freshOrder(page)
  await page.goto(helpdesk)
  const panel = page.frameLocator('iframe')
  await expect(page.locator('#told')).toContainText('remit:ready')
  await expect(panel.getByRole('textbox', { name: 'Order' })).toBeVisible()
  await say(page, { type: 'remit:context', order, channel: 'chat' })
  await expect(panel.getByText(new RegExp(`· ${order}`)).first()).toBeVisible()
  await panel.getByRole('textbox', { name: 'Amount' }).fill('78.31')
  await panel.getByRole('combobox', { name: 'Reason' }).click()
  await panel.getByRole('option', { name: /Damaged/ }).click()
  await panel.getByRole('button', { name: 'Ask for USD 78.31' }).click()
  await expect(page.locator('#told')).toContainText('remit:outcome pending 7831')
  await openCard(lead.page, '78.31')
  await approveButton(lead.page, '78.31').last().click()
  await expect(panel.getByText(/Moved once/)).toBeVisible()
  await expect(page.locator('#told')).toContainText('remit:outcome settled 7831')
  await panel.getByRole('button', { name: 'New request' }).click()
  await expect(panel.getByText(new RegExp(`· ${order}`)).first()).toBeVisible()
})

test('another case begins anew, and one without an order is asked for the customer', async ({ as }) => {
  const { page } = await as('agent', 4, { viewport: { width: 900, height: 900 } })
  const order = await freshOrder(page)
  await page.goto(helpdesk)
  const panel = page.frameLocator('iframe')
  await expect(panel.getByRole('textbox', { name: 'Order' })).toBeVisible()
  await say(page, { type: 'remit:context', order })
  await expect(panel.getByText(new RegExp(`· ${order}`)).first()).toBeVisible()
  await panel.getByRole('textbox', { name: 'Amount' }).fill('5.00')
  await say(page, { type: 'remit:context', customer: 'C-88001', channel: 'email' })
  await expect(panel.getByText('Customer C-88001')).toBeVisible()
  await expect(panel.getByRole('textbox', { name: 'Amount' })).toHaveValue('')
  await expect(panel.getByRole('combobox', { name: 'Remedy' })).toHaveValue('Goodwill credit')
  await panel.getByRole('textbox', { name: 'Amount' }).fill('5.00')
  await panel.getByRole('combobox', { name: 'Reason' }).click()
  await panel.getByRole('option', { name: /Long wait/ }).click()
  await panel.getByRole('button', { name: /USD 5\.00/ }).click()
  await expect(panel.getByText(/C-88001/)).toBeVisible()
})

test('who is not on the list cannot show it', async ({ as }) => {
  const { page } = await as('agent', 4)
  const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'))
  await page.goto(`http://127.0.0.1:${port + 1}`)
  await refused
  await expect(page.frameLocator('iframe').getByRole('textbox', { name: 'Order' })).toHaveCount(0)
})

test('the panel by itself is readable for everybody', async ({ as }) => {
  test.slow()
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page } = await as('agent', 4, { viewport: { width: 380, height: 760 }, colorScheme })
    await page.goto('/panel')
    await expect(page.getByRole('textbox', { name: 'Order' })).toBeVisible()
    await expectAccessible(page)
    await page.goto(`/panel?order=${await freshOrder(page)}&amount=9000`)
    await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeVisible()
    await expectAccessible(page)
  }
})
