/** Our own icons: 24 × 24, drawn with one stroke, in the color of the text around them. They never carry meaning alone. */
import type { ReactNode } from 'react';

export type Icon = (props: { readonly size?: number }) => ReactNode;

/** Paths of an SVG `d`, each drawn as one stroke. */
function icon(...paths: readonly string[]): Icon {
  return function DrawnIcon({ size = 20 }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {paths.map((path) => (
          <path key={path} d={path} />
        ))}
      </svg>
    );
  };
}

export const SunIcon = icon(
  'M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8',
  'M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19',
);
export const MoonIcon = icon('M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z');
export const SearchIcon = icon('M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14', 'M16 16l5 5');
export const CreditsIcon = icon(
  'M12 3c4 4.6 6 7 6 10.5a6 6 0 0 1-12 0c0-2.4 1-4.2 2.6-5.8.2 2.3.9 3.2 1.7 3.2 1.6-1.3.7-4.6 1.7-7.9z',
);
export const PersonIcon = icon('M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8', 'M4.5 20.5c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5');
export const SendIcon = icon('M4 12L20 4l-5 16-3.5-6.5z', 'M11.5 13.5L20 4');
export const StopIcon = icon('M7 7h10v10H7z');
export const RetryIcon = icon('M20 12a8 8 0 1 1-2.5-5.8', 'M20 3v4h-4');
export const UndoIcon = icon('M9 7L4 12l5 5', 'M4 12h10a6 6 0 0 1 6 6v1');
export const RedoIcon = icon('M15 7l5 5-5 5', 'M20 12H10a6 6 0 0 0-6 6v1');
export const EditIcon = icon('M4 20l1-4L16.5 4.5l3 3L8 19z', 'M14 7l3 3');
export const PreviousIcon = icon('M14.5 6L8.5 12l6 6');
export const NextIcon = icon('M9.5 6l6 6-6 6');
export const DownIcon = icon('M12 5v13M6 12.5L12 18.5l6-6');
export const PanelIcon = icon('M4 5h16v14H4z', 'M15 5v14');
export const ChartIcon = icon('M4 20h16', 'M6.5 16v-5M12 16V5M17.5 16v-8');
export const EyeIcon = icon(
  'M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z',
  'M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6',
);
export const LinkIcon = icon(
  'M10 14a4.5 4.5 0 0 0 6.4 0l3-3a4.5 4.5 0 0 0-6.4-6.4l-1 1',
  'M14 10a4.5 4.5 0 0 0-6.4 0l-3 3a4.5 4.5 0 0 0 6.4 6.4l1-1',
);
export const DownloadIcon = icon('M12 4v11M7.5 10.5L12 15l4.5-4.5', 'M5 20h14');
