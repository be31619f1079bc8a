import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorSchemeManager,
  type MantineColorsTuple,
} from '@mantine/core'

/** Lamplight: warm near-blacks. 0 is text, 2 secondary text, 3 placeholders, 4 lines, 7 the panels. */
const lamplight: MantineColorsTuple = [
  '#f0e7d8',
  '#d8ccb9',
  '#bdb09c',
  '#a09280',
  '#43382f',
  '#342b24',
  '#251f1a',
  '#1c1713',
  '#14100d',
  '#0e0b09',
]

/** Parchment: warm papers. 0 is the lightest sheet, 4 lines, 5 placeholders, 6 secondary text, 9 ink. */
const parchment: MantineColorsTuple = [
  '#faf5ea',
  '#f2e9d9',
  '#e9dec9',
  '#dccdb2',
  '#c6b596',
  '#756550',
  '#5d503f',
  '#4a3f31',
  '#372e24',
  '#261f17',
]

const ember: MantineColorsTuple = [
  '#fdf0e5',
  '#fadcc3',
  '#f6c49b',
  '#f1aa70',
  '#ea914d',
  '#dd7a33',
  '#c46022',
  '#a04614',
  '#82380f',
  '#65290a',
]

/**
 * The same colours again as words that our own style sheets use: `var(--ck-…)`. Ember is what is current and the main
 * action; what is selected, what has the keyboard and what warns have a colour each.
 */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--ck-display': '"Fraunces", "Iowan Old Style", Georgia, "Noto Serif", serif',
    '--ck-quick': '120ms',
    '--ck-calm': '200ms',
    '--ck-ease': 'cubic-bezier(0.2, 0.6, 0.2, 1)',
    '--ck-frame': '6px',
  },
  dark: {
    '--mantine-color-body': lamplight[7],
    '--mantine-color-error': '#ff9b85',
    '--mantine-color-anchor': ember[3],
    '--mantine-primary-color-contrast': '#1d0e04',
    '--ck-room': lamplight[8],
    '--ck-rail': lamplight[9],
    '--ck-surface': lamplight[7],
    '--ck-raised': lamplight[6],
    '--ck-line': lamplight[5],
    '--ck-line-strong': lamplight[4],
    '--ck-text': lamplight[0],
    '--ck-quiet': lamplight[2],
    '--ck-faint': lamplight[3],
    '--ck-accent': ember[4],
    '--ck-accent-text': ember[3],
    '--ck-on-accent': '#1d0e04',
    '--ck-glow': 'rgb(240 150 76 / 21%)',
    '--ck-warm': '#2c1d13',
    '--ck-mark': '#e9c46a',
    '--ck-focus': '#9cc4e8',
    '--ck-selected': '#8fc9a8',
    '--ck-on-selected': '#0e1f15',
    '--ck-danger': '#ff9b85',
    '--ck-mount-light': '#3b3029',
    '--ck-mount-dark': '#1f1915',
    '--ck-avatar-light': '#5f4e41',
    '--ck-avatar-dark': '#2a221c',
    '--ck-shade': '0 10px 30px rgb(0 0 0 / 45%)',
  },
  light: {
    '--mantine-color-body': parchment[0],
    '--mantine-color-text': parchment[9],
    '--mantine-color-error': '#9f1a3a',
    '--mantine-color-anchor': ember[7],
    '--mantine-primary-color-contrast': '#fff8ee',
    '--ck-room': parchment[1],
    '--ck-rail': parchment[2],
    '--ck-surface': parchment[0],
    '--ck-raised': '#fffcf5',
    '--ck-line': parchment[3],
    '--ck-line-strong': parchment[4],
    '--ck-text': parchment[9],
    '--ck-quiet': parchment[6],
    '--ck-faint': '#615340',
    '--ck-accent': ember[7],
    '--ck-accent-text': ember[7],
    '--ck-on-accent': '#fff8ee',
    '--ck-glow': 'rgb(255 214 150 / 55%)',
    '--ck-warm': '#f7e3cb',
    '--ck-mark': '#6f5a00',
    '--ck-focus': '#1f5c94',
    '--ck-selected': '#2f6b4c',
    '--ck-on-selected': '#fffcf5',
    '--ck-danger': '#9f1a3a',
    '--ck-mount-light': '#efe3cd',
    '--ck-mount-dark': '#d3c2a3',
    '--ck-avatar-light': '#efe3cd',
    '--ck-avatar-dark': '#d3c2a3',
    '--ck-shade': '0 10px 26px rgb(92 66 30 / 20%)',
  },
})

/** Castkeeper's look for Mantine. Sizes in rem: `sm`, the usual one, is 15 px. */
export const theme = createTheme({
  fontFamily:
    '"Source Sans 3", system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  headings: { fontFamily: 'var(--ck-display)', fontWeight: '500', textWrap: 'balance' },
  fontSizes: { xs: '0.875rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  colors: { dark: lamplight, gray: parchment, ember },
  white: '#fffcf5',
  black: parchment[9],
  primaryColor: 'ember',
  primaryShade: { light: 7, dark: 4 },
  // Mantine judges a filled colour by its light shade alone; ours is pale in the dark.
  variantColorResolver: (choice) => {
    const usual = defaultVariantColorsResolver(choice)
    return choice.variant === 'filled' ? { ...usual, color: 'var(--ck-on-accent)' } : usual
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Alert: {
      vars: () => ({
        root: { '--alert-bg': 'var(--ck-warm)', '--alert-color': 'var(--ck-mark)' },
      }),
    },
    // Its own track is as dark as the room, and would not be seen there.
    SegmentedControl: {
      styles: {
        root: { background: 'var(--ck-rail)', boxShadow: 'inset 0 0 0 1px var(--ck-line)' },
      },
    },
    Input: { vars: () => ({ wrapper: { '--input-bd-focus': 'var(--ck-focus)' } }) },
    // Like the labels and notes of the lines that hold no field.
    InputWrapper: {
      styles: {
        label: { fontWeight: 500 },
        description: { fontSize: '0.875rem', lineHeight: 1.45 },
      },
    },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320 } },
    Modal: {
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.65 },
        padding: 'lg',
        // One that is closed is gone at once: while it faded out it would still take the keys.
        transitionProps: { transition: 'fade-down', duration: 200, exitDuration: 0 },
      },
      styles: {
        title: {
          fontFamily: 'var(--ck-display)',
          fontSize: '1.25rem',
          fontWeight: 500,
          lineHeight: 1.25,
        },
      },
    },
    Menu: { defaultProps: { shadow: 'lg', position: 'bottom-end', withinPortal: true } },
  },
})

/** Mantine's keeper of the scheme, in memory: the preference itself lives with the main process. */
export function schemeInMemory(): MantineColorSchemeManager {
  let scheme: 'light' | 'dark' | 'auto' = 'auto'
  return {
    get: () => scheme,
    set: (chosen) => {
      scheme = chosen
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => {
      scheme = 'auto'
    },
  }
}
