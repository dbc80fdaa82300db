import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'

type Props = ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>

const Anchored = (props: Props) => <Button component="a" {...props} />

/** A link that looks like a button, with typed address and search. */
export const LinkButton = createLink(Anchored)
