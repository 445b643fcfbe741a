/** A world's picture: its own, or a landscape drawn from its name. It never carries meaning: the name stands beside it. */
import { useId } from 'react';
import { COVER_HEIGHT, COVER_WIDTH, coverShapes } from './cover-shapes.ts';
import classes from './cover.module.css';

const PALETTES = ['dusk', 'dawn', 'night', 'mist', 'fire'] as const;

interface WorldCoverProps {
  readonly name: string;
  readonly cover: string | null;
  /** It is what the page opens with, so it is not put off until one scrolls to it. */
  readonly first?: boolean;
}

export function WorldCover({ name, cover, first = false }: WorldCoverProps) {
  if (cover === null) return <DrawnCover name={name} />;
  return (
    <img
      className={classes['cover']}
      src={cover}
      alt=""
      width={COVER_WIDTH}
      height={COVER_HEIGHT}
      loading={first ? 'eager' : 'lazy'}
      decoding="async"
    />
  );
}

function DrawnCover({ name }: { readonly name: string }) {
  const sky = useId();
  const { palette, orb, ridges, lights } = coverShapes(name, PALETTES.length);
  const colors = classes[PALETTES[palette] ?? 'dusk'] ?? '';
  return (
    <svg
      className={`${classes['cover'] ?? ''} ${colors}`}
      viewBox={`0 0 ${COVER_WIDTH} ${COVER_HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <defs>
        <linearGradient id={sky} x2="0" y2="1">
          <stop offset="0" stopColor="var(--sky)" />
          <stop offset="0.75" stopColor="var(--glow)" />
        </linearGradient>
      </defs>
      <rect width={COVER_WIDTH} height={COVER_HEIGHT} fill={`url(#${sky})`} />
      {lights.map(({ x, y }, index) => (
        <circle key={index} cx={x} cy={y} r={index % 3 === 0 ? 2.4 : 1.4} fill="var(--mantine-color-ember-0)" opacity="0.7" />
      ))}
      <circle cx={orb.x} cy={orb.y} r={orb.radius * 1.5} fill="var(--mantine-color-ember-1)" opacity="0.18" />
      <circle cx={orb.x} cy={orb.y} r={orb.radius} fill="var(--mantine-color-ember-1)" opacity="0.85" />
      {ridges.map((path, index) => (
        <path key={path} d={path} fill="var(--land)" opacity={0.3 + index * 0.22} />
      ))}
    </svg>
  );
}
