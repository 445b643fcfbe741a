/** Colors, fonts and shapes of all pages: warm paper by day, embers by night. Every pair of text and ground passes WCAG AA. */
import { createTheme, defaultVariantColorsResolver } from '@mantine/core';
import type { CSSVariablesResolver, VariantColorsResolver } from '@mantine/core';

const PRIMARY = 'ember';

/** Mantine chooses the text on filled buttons by the light theme alone; embers by night are too bright for white. */
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isPrimary = input.variant === 'filled' && (input.color ?? PRIMARY) === PRIMARY;
  return isPrimary ? { ...colors, color: 'var(--mantine-primary-color-contrast)' } : colors;
};

export const theme = createTheme({
  primaryColor: PRIMARY,
  primaryShade: { light: 8, dark: 4 },
  autoContrast: true,
  variantColorResolver: variantColors,
  respectReducedMotion: true,
  white: '#fffdf9',
  black: '#2b211a',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: 'var(--story-font)', fontWeight: '560' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    // Mantine writes their heads as `<header>`, which would be a second banner of the page.
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
    // What is filled without a color of its own knows no other text on embers than white.
    Chip: { defaultProps: { color: PRIMARY } },
    Radio: { defaultProps: { iconColor: 'var(--mantine-primary-color-contrast)' } },
  },
  colors: {
    ember: ['#fdf3e4', '#f8e3c4', '#f2cb94', '#efb468', '#f0a04b', '#e18a2f', '#c9701b', '#b25d12', '#964a0c', '#7a3b0a'],
    gray: ['#fbf6ee', '#f4ecdf', '#e9dfcf', '#dccfba', '#c6b69e', '#a3917a', '#75654f', '#5f5041', '#443930', '#2b211a'],
    dark: ['#efe5d8', '#d3c5b4', '#b5a595', '#8c7c6c', '#4a3d33', '#3a2f27', '#231b16', '#17120f', '#110d0b', '#0b0807'],
  },
});

export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbf6ee',
    '--mantine-color-text': '#2b211a',
    '--mantine-color-dimmed': '#6a5a4d',
    '--mantine-color-anchor': '#964a0c',
    '--mantine-color-error': '#b3261e',
    '--raised': '#fffdf9',
    '--line': '#e3d7c6',
    '--gain': '#2f6b34',
  },
  dark: {
    '--mantine-color-dimmed': '#b5a595',
    '--mantine-color-anchor': '#f0a04b',
    '--mantine-color-error': '#ff9d94',
    '--raised': '#211a15',
    '--line': '#3a2f27',
    '--gain': '#8fca93',
  },
});
