/** Every address of the app, in one place. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  ask: '/ask',
  asked: '/ask/$id',
  inbox: '/inbox',
  limits: '/limits',
  history: '/history',
} as const
