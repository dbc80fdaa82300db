/** The service worker: the shell without a line, and pushes. Only what was built has one. */
export function startWorker(onOpen: (card: string | undefined) => void): void {
  // A side panel in a helpdesk is no app of its own.
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD || window.top !== window) return
  navigator.serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.type === 'open-card') onOpen(typeof data.request === 'string' ? data.request : undefined)
  })
  // Without one everything works as before, so that it could not be had is nobody's trouble.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined)
}
