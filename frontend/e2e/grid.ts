import type { Page } from '@playwright/test'
import { expect } from './kit'

export const hand = (page: Page) => page.getByRole('region', { name: 'Draft in hand' })

/** The cell of a line and a tier, found by the heads that a screen reader would say. */
export async function cellOf(page: Page, line: RegExp, tier: string) {
  const heads = page.getByRole('grid').getByRole('columnheader')
  await expect(heads.first()).toBeVisible()
  const at = (await heads.allTextContents()).indexOf(tier)
  return page
    .getByRole('row', { name: line })
    .getByRole('gridcell')
    .nth(at - 1)
}

/** The limits as they are in force, with no draft in hand. */
export async function startAfresh(page: Page) {
  await page.goto('/limits')
  await expect(page.getByRole('grid')).toBeVisible()
}

export async function edit(page: Page, line: RegExp, tier: string, amount: string) {
  const cell = await cellOf(page, line, tier)
  await cell.click()
  await page.keyboard.type(amount)
  await page.keyboard.press('Enter')
  await expect(hand(page)).toContainText('Saved')
}

export async function publish(page: Page, note: string) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(note)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText(/is in force\. Every open meter follows/)).toBeVisible()
}
