import {
  Badge,
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Modal,
  Popover,
  Tooltip,
} from '@mantine/core'

const pine: MantineColorsTuple = [
  '#e9f5f1',
  '#d3e9e2',
  '#a8d4c7',
  '#86d6bf',
  '#4fa692',
  '#2b8b75',
  '#1a7764',
  '#0f5f50',
  '#0b4f43',
  '#073b32',
]
const stone: MantineColorsTuple = [
  '#faf9f7',
  '#f4f3ef',
  '#e9e7e1',
  '#dcd9d1',
  '#c5c1b7',
  '#8f8b81',
  '#6b6860',
  '#57544d',
  '#3b3934',
  '#1d1c1a',
]
const coal: MantineColorsTuple = [
  '#ebe9e4',
  '#cfccc5',
  '#aaa79f',
  '#817e77',
  '#44423d',
  '#35332f',
  '#252421',
  '#1e1e1b',
  '#161614',
  '#0f0f0e',
]

export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: 7,
  colors: { pine, gray: stone, dark: coal },
  black: '#1d1c1a',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '620' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { fw: 560 } }),
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 560, radius: 'sm' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { blur: 2, backgroundOpacity: 0.4 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: true, multiline: true } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'lg', withinPortal: true } }),
  },
})

/** Mantine's own dimmed, placeholder and error text fall below 4.5:1; these pass WCAG AA on both schemes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1d1c1a',
    '--mantine-color-dimmed': '#63605a',
    '--mantine-color-placeholder': '#736f68',
    '--mantine-color-error': '#9c2b22',
    '--mantine-color-anchor': '#0b5d4e',
    '--mantine-color-default-border': '#d8d5cc',
    '--mantine-color-pine-light-color': '#0b4f43',
    '--mantine-color-gray-light-color': '#3b3934',
  },
  dark: {
    '--mantine-color-body': '#1e1e1b',
    '--mantine-color-text': '#ebe9e4',
    '--mantine-color-dimmed': '#aaa79f',
    '--mantine-color-placeholder': '#98958d',
    '--mantine-color-error': '#f5a99f',
    '--mantine-color-anchor': '#86d6bf',
    '--mantine-color-default': '#252421',
    '--mantine-color-default-hover': '#2e2d29',
    '--mantine-color-default-border': '#44423d',
    '--mantine-color-pine-filled': '#1a7764',
    '--mantine-color-pine-filled-hover': '#176a59',
    '--mantine-color-pine-light-color': '#86d6bf',
    '--mantine-color-gray-light-color': '#cfccc5',
  },
})
