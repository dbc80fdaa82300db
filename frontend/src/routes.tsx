import { QueryClient } from '@tanstack/react-query'
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { meQuery } from './api/me'
import { outOfReach } from './api/reach'
import { Problem } from './lib/problem'
import { staffSearch } from './lib/staff'
import { type AskSearch, askSearch } from './pages/ask/search'
import { Frame } from './pages/frame/Frame'
import { FrameTrouble } from './pages/frame/FrameTrouble'
import { home } from './pages/frame/home'
import { NotFound } from './pages/frame/NotFound'
import { PageTrouble } from './pages/frame/PageTrouble'
import { Splash } from './pages/frame/Splash'
import { historySearch } from './pages/history/search'
import { UNSENT } from './pages/inbox/useWords'
import { limitsSearch } from './pages/limits/search'
import { SignIn } from './pages/sign-in/SignIn'
import { paths } from './paths'

const refused = (error: unknown) => error instanceof Problem && error.status >= 400 && error.status < 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && !refused(error) && !outOfReach(),
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
queryClient.setQueryDefaults([UNSENT], { gcTime: Number.POSITIVE_INFINITY })

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, pendingComponent: Splash })

const signIn = createRoute({
  getParentRoute: () => root,
  path: paths.signIn,
  component: SignIn,
  validateSearch: (search): { to?: string } => (typeof search.to === 'string' ? { to: search.to } : {}),
})

/** Who it is; somebody who is not signed in does that first, and then comes back. */
async function signedIn(location: { pathname: string; href: string }) {
  try {
    return { me: await queryClient.ensureQueryData(meQuery()) }
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      throw redirect({ to: paths.signIn, search: location.pathname === '/' ? {} : { to: location.href } })
    }
    throw error
  }
}

/** Everything behind the sign-in: known person, live connection, navigation. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  pendingComponent: Splash,
  errorComponent: FrameTrouble,
  beforeLoad: ({ location }) => signedIn(location),
})

const start = createRoute({
  getParentRoute: () => frame,
  path: paths.home,
  beforeLoad: ({ context }) => {
    throw redirect({ to: home(context.me) })
  },
})

const ask = createRoute({
  getParentRoute: () => frame,
  path: paths.ask,
  validateSearch: (search): AskSearch => askSearch(search),
  component: lazyRouteComponent(() => import('./pages/ask/AskPage'), 'AskPage'),
})

const asked = createRoute({
  getParentRoute: () => frame,
  path: paths.asked,
  component: lazyRouteComponent(() => import('./pages/ask/AskedPage'), 'AskedPage'),
})

const inbox = createRoute({
  getParentRoute: () => frame,
  path: paths.inbox,
  validateSearch: (search): { card?: string } => (typeof search.card === 'string' ? { card: search.card } : {}),
  component: lazyRouteComponent(() => import('./pages/inbox/InboxPage'), 'InboxPage'),
})

const limits = createRoute({
  getParentRoute: () => frame,
  path: paths.limits,
  validateSearch: limitsSearch,
  component: lazyRouteComponent(() => import('./pages/limits/LimitsPage'), 'LimitsPage'),
})

const needsPerson = createRoute({
  getParentRoute: () => frame,
  path: paths.needsPerson,
  component: lazyRouteComponent(() => import('./pages/needs-person/NeedsPersonPage'), 'NeedsPersonPage'),
})

const history = createRoute({
  getParentRoute: () => frame,
  path: paths.history,
  validateSearch: historySearch,
  component: lazyRouteComponent(() => import('./pages/history/HistoryPage'), 'HistoryPage'),
})

const record = createRoute({
  getParentRoute: () => frame,
  path: paths.record,
  component: lazyRouteComponent(() => import('./pages/record/RecordPage'), 'RecordPage'),
})

const people = createRoute({
  getParentRoute: () => frame,
  path: paths.people,
  validateSearch: staffSearch,
  component: lazyRouteComponent(() => import('./pages/people/PeoplePage'), 'PeoplePage'),
})

/** For a helpdesk that shows it beside a case: the same people and rules, without what stands around a page. */
const panel = createRoute({
  getParentRoute: () => root,
  path: paths.panel,
  validateSearch: (search): AskSearch => askSearch(search),
  pendingComponent: Splash,
  errorComponent: FrameTrouble,
  beforeLoad: ({ location }) => signedIn(location),
  component: lazyRouteComponent(() => import('./pages/panel/PanelPage'), 'PanelPage'),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: paths.welcome,
  component: lazyRouteComponent(() => import('./pages/welcome/Welcome'), 'Welcome'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    welcome,
    panel,
    frame.addChildren([start, ask, asked, inbox, limits, people, needsPerson, history, record]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageTrouble,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
