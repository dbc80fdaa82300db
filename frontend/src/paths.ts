/** Every address of the app, in one place. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  welcome: '/welcome',
  ask: '/ask',
  asked: '/ask/$id',
  inbox: '/inbox',
  limits: '/limits',
  people: '/people',
  needsPerson: '/needs-person',
  history: '/history',
  record: '/record',
  panel: '/panel',
} as const
