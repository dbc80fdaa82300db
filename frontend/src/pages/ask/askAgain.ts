import { createContext, useContext } from 'react'
import { paths } from '../../paths'

/** Where one asks anew: the page, or the side panel that one is in. */
export const AskAgain = createContext<typeof paths.ask | typeof paths.panel>(paths.ask)

export const useAskAgain = () => useContext(AskAgain)
