import type { Page } from '@playwright/test'
import { cellOf, edit, hand, startAfresh } from './grid'
import { expect, expectAccessible, test } from './kit'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

/** What a spreadsheet would put on the clipboard. */
async function paste(page: Page, text: string) {
  await page.evaluate((block) => {
    const data = new DataTransfer()
    data.setData('text/plain', block)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

async function discard(page: Page) {
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(hand(page)).toHaveCount(0)
}

test('the matrix is edited by keyboard alone: type, undo, redo, fill down, delete', async ({ as }) => {
  const { page } = await as('ops')
  await startAfresh(page)
  const agent = await cellOf(page, /^Fee waiver alone/, 'Agent')
  const senior = await cellOf(page, /^Fee waiver alone/, 'Senior')
  await agent.click()
  await page.keyboard.type('12,5x')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Write an amount')
  await page.keyboard.press('Escape')
  await expect(agent).toHaveText('15.00')

  await page.keyboard.type('12.50')
  await page.keyboard.press('Tab')
  await expect(agent).toContainText('15.00 → 12.50')
  await expect(senior).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('30')
  await page.keyboard.press('Enter')
  await expect(senior).toContainText('35.00 → 30.00')
  await expect(hand(page)).toContainText('2 changes')

  await page.keyboard.press('Control+z')
  await expect(senior).toHaveText('35.00')
  await page.keyboard.press('Control+Shift+Z')
  await expect(senior).toContainText('→ 30.00')

  await agent.click()
  await page.keyboard.press('Delete')
  await expect(agent.locator('del')).toHaveText('15.00')
  await expect(hand(page)).toContainText('removed')
  await expectAccessible(page)
  await discard(page)
})

test('a block of a spreadsheet is pasted as a whole, or not at all', async ({ as }) => {
  const { page } = await as('ops')
  await startAfresh(page)
  const corner = await cellOf(page, /^Payment extension alone/, 'Agent')
  await corner.click()
  await paste(page, '20.00\tabc\r\n')
  await expect(page.getByText('1 of 2 cells cannot be read. Nothing was pasted.')).toBeVisible()
  await expect(await cellOf(page, /^Payment extension alone/, 'Senior')).toContainText('Write an amount')
  await expect(hand(page)).toHaveCount(0)

  await paste(page, '20.00\t25.00\t80.00\r\n\t\t75.00\r\n')
  await expect(corner).toContainText('30.00 → 20.00')
  await expect(await cellOf(page, /^Payment extension alone/, 'Team lead')).toContainText('90.00 → 80.00')
  await expect(await cellOf(page, /^Payment extension may approve/, 'Team lead')).toContainText('90.00 → 75.00')
  await expect(hand(page)).toContainText('4 changes')
  await discard(page)
})

test('two tabs write in one draft: both sides are shown, and both are kept', async ({ as }) => {
  const { page } = await as('ops')
  const other = await as('ops', 1)
  await startAfresh(page)
  await edit(page, /^Returnless refund alone/, 'Agent', '18')
  await other.page.goto(new URL(page.url()).pathname + new URL(page.url()).search)
  await expect(hand(other.page)).toContainText('1 change')
  await edit(other.page, /^Returnless refund alone/, 'Senior', '38')
  await expect(hand(other.page)).toContainText('2 changes')

  const mine = await cellOf(page, /^Returnless refund alone/, 'Team lead')
  await mine.click()
  await page.keyboard.type('95')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'This draft was changed elsewhere' })
  await expect(dialog.getByRole('region', { name: /Only there/ })).toContainText('USD 38.00')
  await expect(dialog.getByRole('region', { name: 'Only here: you' })).toContainText('USD 95.00')
  await dialog.getByRole('button', { name: 'Keep both' }).click()
  await expect(hand(page)).toContainText('3 changes')
  await expect(await cellOf(page, /^Returnless refund alone/, 'Senior')).toContainText('→ 38.00')
  await discard(page)
})
