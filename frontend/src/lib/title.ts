/** The title of the browser tab: the page, and how many requests wait. */
let page = ''
let waiting = 0

function write() {
  document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${page ? `${page} · ` : ''}Remit`
}

export function namePage(name: string): void {
  page = name
  write()
}

/** Shown in the title, and on the icon of the installed app where there is one. */
export function countWaiting(count: number): void {
  waiting = count
  write()
  if ('setAppBadge' in navigator) navigator.setAppBadge(count).catch(() => undefined)
}
