/** A creator's own world, without a cover, as one is on the day it is published. */
import type { World } from '#core/worlds/world.ts';

export const GLASS_ORCHARD_WORLD: Omit<World, 'version' | 'ownerId'> = {
  id: 'glass-orchard',
  name: 'The Glass Orchard',
  tagline: 'Every apple holds a night that somebody lost. Tonight they are ripe.',
  creator_notes: 'For one to four players and a quiet evening. Pick, listen, and be careful what you hang on an empty twig.',
  tags: ['wonder', 'gentle', 'memory'],
  cover: null,
  description:
    'Behind the last tram stop there is a gate, and behind the gate an orchard where the fruit is glass. Each apple holds one night that somebody lost. The gardener rakes and never picks; visitors may do either.',
  system_prompt: 'Narrate in the second person, present tense, gently and exactly. Let every object be somebody’s.',
  post_history_instructions: 'Show what this action finds or changes, then stop.',
  first_mes:
    'The tram goes back without you. Its bell gets smaller until it could be one of the others: the whole orchard is ringing, very faintly, though there is no wind.\n\nThe gate is open. On the nearest branch hangs an apple with a light on inside.',
  mes_example: null,
  suggestions: ['I look into the lit apple.', 'I ask the gardener whose it is.', 'I walk to where the ringing is loudest.'],
  characters: [
    {
      id: 'gardener',
      name: 'The gardener',
      description: 'A tall woman with a rake and one glove; nobody has seen her pick.',
      personality: 'Patient, exact, amused by grief but never unkind.',
    },
  ],
  character_book: { scan_depth: 2, token_budget: 200, entries: [] },
  trackers: [
    {
      key: 'ringing',
      label: 'The ringing',
      kind: 'number',
      ...{ min: 0, max: 10, default: 2, maxDeltaPerTurn: 2 },
      instruction: 'Rises when something is taken from a tree, and falls when something is given back.',
      keys: [],
      display: 'bar',
    },
  ],
};
