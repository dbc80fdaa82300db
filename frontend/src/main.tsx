import '@fontsource-variable/inter/opsz.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './styles/global.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { sessionEnded } from './api/signedOut'
import { ready } from './i18n'
import { listenForInstalling } from './lib/install'
import { startWorker } from './lib/worker'
import { queryClient, router } from './routes'
import { cssVariablesResolver, theme } from './theme'

sessionEnded.onRing(() => {
  queryClient.clear()
  const to = window.location.pathname + window.location.search
  if (!to.startsWith('/sign-in')) void router.navigate({ to: '/sign-in', search: { to } })
})

listenForInstalling()
startWorker((card) => void router.navigate({ to: '/inbox', search: card ? { card } : {} }))

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

void ready.then(() =>
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Notifications position="top-right" autoClose={6000} limit={3} />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  ),
)
