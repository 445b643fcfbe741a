/** What is told in the lively database: turns of two players in The Drowned Light, and of guests in The Glass Orchard. */
import type { TrackerPatch } from '#core/worlds/trackers.ts';

export interface ToldTurn {
  readonly by: 'mira' | 'joss' | 'teo';
  readonly action: string;
  readonly mode?: 'do' | 'say' | 'story';
  readonly passage: string;
  readonly patches?: readonly TrackerPatch[];
  readonly narratorId?: 'ember' | 'hearth' | 'astral-lumen';
  /** Days before the last one. */
  readonly daysAgo: number;
}

export const DROWNED_LIGHT: readonly ToldTurn[] = [
  {
    by: 'mira',
    daysAgo: 9,
    action: 'I sit down at the table and open the logbook where the ribbon is.',
    passage:
      'The ribbon lies at the ninth of the month. Above it Oren Skail’s hand is square and patient: wind, oil, ships seen, ships not seen. Below it the hand is another’s. It leans like somebody walking uphill. "Lit at dusk," it says, nine times, and nothing else.\n\nYou hold the last page to the window. The ink of tonight’s entry is already there, and it is still wet.',
    patches: [{ key: 'tide', op: 'set', value: 'low' }],
  },
  {
    by: 'joss',
    daysAgo: 9,
    action: 'I take the brass key on its green string and try it in every lock I can find.',
    passage:
      'It fits nothing in the kitchen, nothing on the stairs. It slides into the oil store as if the lock had been waiting, turns a quarter, and stops. Behind the door something rolls, slowly, from one wall to the other, as a barrel would if the floor had tilted.\n\nThe floor has not tilted. You feel it in your bad knee, which is never wrong about floors.',
    patches: [{ key: 'finds', op: 'push', value: 'brass key' }],
  },
  {
    by: 'mira',
    daysAgo: 6,
    mode: 'say',
    action: 'Dorrit, who on the hill can write with their left hand?',
    passage:
      'Dorrit goes on coiling the rope. It is coiled already. "My mother could," she says at last, to the rope. "She wrote the whole parish register that way, before the water. You could tell her pages with your thumb; they leaned."\n\nShe looks up at the lamp room, then away from it, quickly, like someone who has looked at the sun.',
    patches: [{ key: 'trust', op: 'add', value: 1 }],
  },
  {
    by: 'mira',
    daysAgo: 3,
    narratorId: 'astral-lumen',
    action: 'I go down into the bare streets with my chart and pace out the distance from the tower to the sea wall.',
    passage:
      'Rope Street takes your boots to the ankle and gives them back with reluctance. Green weed hangs from the lintels like washing. You count aloud, because the town is so quiet that a voice seems polite: two hundred paces to the pump, three hundred and ten to the chandler’s, where a shoal of sand eels stirs in the window as if you were expected.\n\nAt four hundred and sixty the wall stands up in front of you, nine feet of dressed granite, every joint tight. You lay your hand on it. Eleven winters of people have said that this broke. There is not a crack in it that would take a fingernail.\n\nOn your chart the wall is a hatched line with a gap. Somebody drew the gap in later. The ink leans.',
    patches: [{ key: 'tide', op: 'set', value: 'rising' }],
  },
  {
    by: 'joss',
    daysAgo: 3,
    action: 'I rub soot over the paper where the wall’s keystone has an inscription.',
    passage:
      'The letters come up white out of the black, one at a time, the way people come up a hill in fog. A date. A mason’s mark like a fishhook. Then a line in the old spelling that Joss has to read twice: SHUT FROM THE LANDWARD SIDE.\n\nA gate, then, and not a wall. And it was never the sea that had the handle.',
    patches: [{ key: 'finds', op: 'push', value: 'soot rubbing' }],
  },
  {
    by: 'mira',
    daysAgo: 1,
    action: 'I promise Teg two shillings and my second-best pencil if he shows me the way to the mere.',
    passage:
      'Teg considers the pencil from both ends. "The mere’s not lost," he says. "It’s only that nobody goes." But he spits on his palm and you shake on it, and he trots ahead between the drowned gardens, pushing the wheelbarrow, so that the doorknobs in it ring against each other like a very small cathedral.',
    patches: [{ key: 'trust', op: 'add', value: 1 }],
  },
  {
    by: 'joss',
    daysAgo: 0,
    action: 'I pour what is left in the cans into the lamp, and watch who comes to see it lit.',
    passage:
      'Three gallons, and the last of it goes in by the spoon. You trim the wick as Oren’s book says to and stand back from the glass. Below, along the hill farms, the windows go dark one after another. They are not going to bed. They are making it easier to look.\n\nOne window stays lit. In it somebody raises a left hand, palm out, and lowers it again.',
    patches: [{ key: 'lamp-oil', op: 'add', value: 3 }],
  },
  {
    by: 'mira',
    daysAgo: 0,
    action: 'I raise my own left hand to the one lit window, and count how long it takes to be answered.',
    passage:
      'One. Two. Rain begins on the gallery, lightly, like somebody thinking with their fingers. Seven. Eight. At nine the light in the window moves: it lifts, swings once to the left, and travels down through the dark house, window to window, at the pace of a person on stairs.\n\nA door opens on the hill. The light comes out, and does not turn toward the farms. It comes toward the water, where there is no path until the tide is out, and the tide is not out.\n\nIt keeps coming.',
    patches: [{ key: 'tide', op: 'set', value: 'high' }],
  },
];

export const GLASS_ORCHARD: readonly ToldTurn[] = [
  {
    by: 'joss',
    daysAgo: 8,
    action: 'I pick the lowest apple and hold it up to the moon.',
    passage:
      'It is colder than an apple should be and lighter than glass should be. Inside, very small, it is snowing. A figure crosses the snow with a lantern, stops, and seems to look up at the great pale eye that is yours.',
  },
  {
    by: 'teo',
    daysAgo: 7,
    narratorId: 'astral-lumen',
    action: 'I ask the gardener what happens to the apples that fall.',
    passage:
      'The gardener leans on her rake, which has not one leaf in it. "They ring," she says. "Then they’re somebody’s." She points with her chin to the long grass, where it glitters as far as the wall. "You would not believe what people let drop. Whole summers. Their father’s way of whistling."',
  },
  {
    by: 'teo',
    daysAgo: 4,
    narratorId: 'astral-lumen',
    action: 'I go down on my knees and listen at the grass, one splinter after another.',
    passage:
      'The first splinter is a tram bell. The second is rain on a tent. At the third you stop, because it is a voice that you know saying a word that only it ever called you, and the grass all around goes quiet, as a room does when someone has said too much.',
  },
  {
    by: 'joss',
    daysAgo: 2,
    action: 'I hang my grandmother’s thimble on an empty twig.',
    passage:
      'The twig bends, as if the thimble weighed what it means. By the time you have stepped back, a skin of glass has grown over it, thin as breath. By the time you look again there is a room inside, and a woman in it, licking the end of a thread.',
  },
  {
    by: 'teo',
    daysAgo: 0,
    narratorId: 'astral-lumen',
    action: 'I tell the gardener I would like to give one back.',
    passage:
      'Nobody has asked her that before; you can see it in the way she puts the rake down. "Back," she says, trying the word. "They all come through that gate with their hands open." She takes off a glove, and her palm is clear as a window, and behind it is an orchard.',
  },
];

export const NEXT_PASSAGE = [
  'The light comes on over the water at a walking pace, ',
  'steady as a lamp on a table. ',
  'You can hear it now: a small regular splash, and between the splashes a voice, counting under its breath. ',
  '"…three hundred and ten," it says, "three hundred and eleven." ',
  'It is counting paces. It is walking up Rope Street, forty feet down, ',
  'along the bottom of the sea.',
];
