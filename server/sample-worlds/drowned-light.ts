/** The Drowned Light: a slow coastal mystery about a missing keeper, a whole sea wall and a town under water. */
import { prose } from './prose.ts';
import type { SampleWorld } from './sample-world.ts';

export const drownedLight: SampleWorld = {
  id: 'drowned-light',
  name: 'The Drowned Light',
  tagline: 'The keeper is gone, the town is under the sea, and somebody still lights the lamp.',
  creator_notes: prose`
    A slow mystery for one to eight players; two or three evenings see it through, one is enough to get wet. Nobody
    fights here. Search things, watch the tide, and talk to people until they like you: every locked door on this coast
    belongs to somebody who would rather be asked. The streets are bare for about an hour at low water, so agree on one
    errand before you climb down. Write down names and numbers. They matter.`,
  tags: ['mystery', 'coast', 'slow', 'all ages'],
  cover: '/covers/drowned-light.svg',

  description: prose`
    Eleven winters ago the sea came into Averin in one night and stayed. Three things stand above it now: the hill farms,
    the church belfry, and Stennet Light on its rock. The keeper, Oren Skail, vanished nine days ago and left his boots
    beside the stove. Yet the lamp has burned every night since, and nobody on the hill will say who lights it. You are
    the crew of the relief boat, sent with flour and oil and told to find him. At low water the streets come up, green
    and walkable, for about an hour; then the sea takes them back. People here say the sea wall broke. At low water
    anyone can see that it is whole.`,
  system_prompt: prose`
    Narrate in the second person, present tense, quiet and exact. Give each moment one sound, smell or thing to touch,
    and let clues come singly. Never decide what the players do, say or feel.`,
  post_history_instructions: 'Show what this action finds or changes, in plain sea-worn detail, then stop.',

  first_mes: prose`
    The relief boat bumps the landing of Stennet Light, and Dorrit Pask drops a loop of rope over the iron post without
    looking. "Nine days he's gone," she says. "I rowed past every night of them, and every night it was lit."

    Above you the tower is the color of old teeth. The door stands open a hand's width. Inside, a stove ticks as it
    cools. A pair of boots dries beside it, laces tied in a bow. On the table lie a plate of fresh herring bones, the
    logbook, and a brass key on a loop of green string.

    Behind the boat the tide is going out. One by one the roofs of Averin come up through the gray water, streaming, and
    the weathercock of the drowned church swings round to face the light, though there is no wind. Then, from down there,
    a bell strikes once.

    Dorrit lets go of the rope. "That bell has no clapper," she says. "I took it out myself."

    You have an hour of bare streets. Where do you begin?`,
  mes_example: {
    action: 'I put my ear against the tower wall and listen.',
    passage: prose`
      The stone is cold and tastes of salt where it touches your lip. At first there is only the sea, working at the rock
      below. Then comes a scrape, high up, and a pause, and the scrape again: somebody is winding the lamp's clockwork by
      hand. It stops. A drop of warm oil falls down the stairwell and lands beside you.`,
  },
  suggestions: [
    'I sit down at the table and open the logbook where the ribbon is.',
    'I climb to the lamp room and feel whether the glass is warm.',
    'I ask Dorrit to row us to the belfry while the tide is out.',
  ],

  characters: [
    {
      id: 'dorrit-pask',
      name: 'Dorrit Pask',
      description: 'Ferrywoman, forty, tar on her cuffs; born on Rope Street and the last to row away from it.',
      personality: 'Dry, steady, generous with soup and mean with words. Goes silent when her mother is mentioned.',
    },
    {
      id: 'mister-lobb',
      name: 'Mr. Lobb',
      description: 'Harbor clerk without a harbor. Keeps the relief lists in a barn, in a collar starched like tin.',
      personality: 'Fussy, frightened, truly kind to children. Answers every question with the one before it.',
    },
    {
      id: 'teg',
      name: 'Teg',
      description: 'Ten years old, all elbows, the best diver on the coast. Sells salvaged doorknobs from a wheelbarrow.',
      personality: 'Bold and bargaining; cannot keep a straight face, but can keep a promise.',
    },
  ],

  character_book: {
    scan_depth: 3,
    token_budget: 180,
    entries: [
      {
        id: 'tide-rule',
        name: 'The tide rules',
        keys: [],
        content: prose`
          The tide rules all. Low water bares the drowned streets for about an hour. When it turns, the sea comes up the
          gutters first, and nobody outruns it in boots.`,
        enabled: true,
        constant: true,
        insertion_order: 1,
      },
      {
        id: 'human-hands',
        name: 'Human hands',
        keys: [],
        content: prose`
          Behind every strange thing in Averin is a living person: tired, ashamed or kind. Answers come from objects
          found and from people trusted enough to be asked.`,
        enabled: true,
        constant: true,
        insertion_order: 2,
      },
      {
        id: 'lamp-room',
        name: 'The lamp room',
        keys: ['lamp', 'lamp room', 'wick', 'lens'],
        content: prose`
          The lamp room smells of hot oil and vinegar. Somebody has trimmed the wick within the hour and polished the lens
          as high as a child can reach, no higher. Small wet footprints lead down the stair to a window over the rocks.`,
        enabled: true,
        insertion_order: 20,
        priority: 74,
      },
      {
        id: 'footprints',
        name: 'Who lights the lamp',
        keys: ['footprints', 'salvage', 'doorknob', 'doorknobs', 'wheelbarrow'],
        content: prose`
          The wet footprints are Teg's. Teg swims out at dusk, climbs in by the window and lights the lamp, because the
          keeper asked and pays in licorice. Teg has sworn not to say where he sleeps, but looks at the belfry whenever
          the question comes up.`,
        enabled: true,
        insertion_order: 60,
        priority: 70,
      },
      {
        id: 'logbook',
        name: "The keeper's logbook",
        keys: ['logbook', 'log book', 'pages', 'ribbon'],
        content: prose`
          Oren wrote in the logbook nightly for twenty years. Four leaves are cut out with a razor: the week of the flood.
          His pencil pressed through. Rubbed with stove soot, the next page shows three words: gate, oil, Lobb.`,
        enabled: true,
        insertion_order: 25,
        priority: 76,
      },
      {
        id: 'boots',
        name: 'The boots by the stove',
        keys: ['boots', 'stove', 'laces', 'felt shoes'],
        content: prose`
          The boots are Oren's only pair, dry outside, damp within, packed with this morning's straw. He comes back to dry
          them. A bow is how a child ties laces. Under the stove stands an empty shoebox marked felt shoes, for climbing
          wet stone.`,
        enabled: true,
        insertion_order: 22,
        priority: 43,
      },
      {
        id: 'brass-key',
        name: 'The brass key',
        keys: ['brass key', 'green string', 'three keys'],
        content: prose`
          The brass key is stamped "one of three" and its bit is cut like a wave. It fits no lock in the tower; the three
          keys were made for the sluice house. Green string of this sort once tied the seals of the council.`,
        enabled: true,
        insertion_order: 30,
        priority: 45,
      },
      {
        id: 'sluice',
        name: 'The sluice house',
        keys: ['sluice', 'sluice house', 'sea wall', 'gate'],
        content: prose`
          Midway along the sea wall squats the sluice house, its door chained from inside. Under it the gate hangs open: a
          slab of black oak, bearded with weed, not rotten. The gears are bright with fresh grease. Three keyholes wait in
          an iron plate.`,
        enabled: true,
        insertion_order: 35,
        priority: 72,
      },
      {
        id: 'belfry',
        name: 'The belfry',
        keys: ['bell', 'belfry', 'church', 'clapper', 'weathercock'],
        content: prose`
          The belfry stays dry at high water. The bell has no clapper; a ship's mallet hangs beside it on green string.
          There is a hammock, a spirit burner, a shelf of borrowed books. A wire runs to the weathercock, so that it can
          be turned from below.`,
        enabled: true,
        insertion_order: 32,
        priority: 69,
      },
      {
        id: 'keeper-alive',
        name: 'Where the keeper is',
        keys: ['oren', 'skail', 'keeper'],
        secondary_keys: ['belfry', 'hammock', 'mallet', 'gears', 'grease', 'alive'],
        selective: true,
        content: prose`
          Oren Skail is alive, thin, and living in the belfry by choice. On the night of the flood his lamp went dark for
          want of oil, and he believes he drowned the town. He is mending the gate in time for the great ebb.`,
        enabled: true,
        insertion_order: 80,
        priority: 90,
      },
      {
        id: 'keeper-habits',
        name: "The keeper's habits",
        keys: ['oren', 'skail', 'keeper'],
        secondary_keys: ['bed', 'table', 'supper', 'herring', 'cupboard', 'missing'],
        selective: true,
        content: prose`
          Oren lays the table for two and eats alone. He salts nothing, hums when he lies, and marks good weather with
          a fish and bad with a hat. In his cupboard an almanac has one date ringed so hard that the paper tore.`,
        enabled: true,
        insertion_order: 40,
        priority: 30,
      },
      {
        id: 'flood-night',
        name: 'The night of the flood',
        keys: ['flood', 'that night', 'eleven winters', 'drowned the town'],
        secondary_keys: ['council', 'minute book', 'vote', 'mere', 'sluice'],
        selective: true,
        content: prose`
          That night the mere above the farms was near bursting, so the council opened the sluice to let it down to the
          sea. The lamp was to warn them when the tide turned. The lamp went dark. The sea walked in. Someone rang until
          every house was empty.`,
        enabled: true,
        insertion_order: 70,
        priority: 80,
      },
      {
        id: 'council',
        name: 'The council of Averin',
        keys: ['council', 'minute book', 'vestry', 'seals', 'iron key'],
        content: prose`
          Five sat on the council. Two are dead, two moved inland; the fifth is Mr. Lobb, who wears an iron key under his
          shirt. Their minute book lies in a lead box in the church vestry, among eels. Its last page holds a vote, four
          to one.`,
        enabled: true,
        insertion_order: 55,
        priority: 55,
      },
      {
        id: 'missing-oil',
        name: 'The missing oil',
        keys: ['lamp oil', 'ledger', 'barrels', 'relief lists'],
        content: prose`
          Lobb's ledger shows forty gallons of lamp oil received in the autumn of the flood. The tower got nine. He sold
          the rest to pay a doctor for his sister, who lived. He has starched his collar every morning since.`,
        enabled: true,
        insertion_order: 65,
        priority: 60,
      },
      {
        id: 'great-ebb',
        name: 'The great ebb',
        keys: ['ebb', 'great ebb', 'almanac', 'lowest tide'],
        content: prose`
          Three nights from now comes the great ebb, the lowest water in nineteen years. All Averin will lie bare for two
          hours. If the gate were shut then, with all three keys, the sea could not come back, and the town could dry.`,
        enabled: true,
        insertion_order: 75,
        priority: 85,
      },
      {
        id: 'streets',
        name: 'The drowned streets',
        keys: ['street', 'streets', 'roofs', 'market square', 'cobbles'],
        content: prose`
          Rope Street comes up first, then the market square. Eels lie in the gutters, shop signs wear fur, every clock
          says ten past four. All the doors have swollen shut but one, newly planed, at the arch into Cooper's Yard.`,
        enabled: true,
        insertion_order: 15,
        priority: 25,
      },
      {
        id: 'coopers-yard',
        name: "Cooper's Yard",
        keys: ["cooper's yard", 'coopers yard', 'bucket', 'lead key', 'mitten'],
        content: prose`
          The well in Cooper's Yard has a new rope. In its bucket, wrapped in a child's red mitten, lies the lead key with
          a note in pencil: "Dorrit, when you are ready to come home. Mam." Dorrit has never let herself look.`,
        enabled: true,
        insertion_order: 50,
        priority: 78,
      },
      {
        id: 'hill-farms',
        name: 'The hill farms',
        keys: ['hill', 'farm', 'farms', 'barn', 'farmers'],
        content: prose`
          The hill farms took in all of Averin, forty to a barn, and neither side has forgiven the kindness. They hang no
          lights on the seaward wall. Ask about the mere and the talk turns to sheep.`,
        enabled: true,
        insertion_order: 18,
        priority: 20,
      },
      {
        id: 'mere',
        name: 'The mere',
        keys: ['mere', 'dam', 'reservoir'],
        content: prose`
          The mere lies behind an earth dam above the barns, brim-full again and weeping at the joints. Let down slowly
          through the open sluice it harms nobody. Once the gate is shut, that water will need another road.`,
        enabled: true,
        insertion_order: 58,
        priority: 50,
      },
      {
        id: 'causeway',
        name: 'The causeway',
        keys: ['causeway', 'landing', 'rocks', 'iron rings'],
        content: prose`
          From the landing a causeway of sunken carts runs to Rope Street. It bares last and covers first. Iron rings stand
          every ten paces to hold when a wave comes over; the eleventh is gone, and the weed there is slick as soap.`,
        enabled: true,
        insertion_order: 12,
        priority: 28,
      },
    ],
  },

  trackers: [
    {
      key: 'tide',
      label: 'Tide',
      kind: 'enum',
      options: ['falling', 'low', 'rising', 'high'],
      default: 'falling',
      instruction: 'Move the tide one step along falling, low, rising, high when the players travel, search at length or wait.',
      keys: ['tide', 'water', 'sea', 'street', 'streets', 'causeway', 'wait', 'row', 'hour'],
      display: 'text',
    },
    {
      key: 'lamp-oil',
      label: 'Lamp oil',
      kind: 'number',
      min: 0,
      max: 20,
      default: 9,
      maxDeltaPerTurn: 4,
      instruction:
        'Gallons of oil in the tower: falls by one for each night the lamp burns and rises when the players pour some in.',
      keys: ['lamp', 'oil', 'wick', 'barrels', 'night', 'dusk'],
      display: 'bar',
    },
    {
      key: 'trust',
      label: 'Trust on the hill',
      kind: 'number',
      min: 0,
      max: 5,
      default: 1,
      maxDeltaPerTurn: 1,
      instruction: 'Rises when the players keep a promise or help someone of Averin, and falls when they pry, accuse or lie.',
      keys: ['dorrit', 'lobb', 'teg', 'oren', 'promise', 'farmers', 'farms', 'mother', 'sorry'],
      display: 'pips',
    },
    {
      key: 'finds',
      label: 'Finds',
      kind: 'list',
      options: [
        'brass key',
        'iron key',
        'lead key',
        'soot rubbing',
        'oil ledger',
        'minute book',
        'torn almanac',
        "ship's mallet",
      ],
      default: [],
      instruction: 'Add a thing when the players take it into their keeping, and remove it when they hand it over or lose it.',
      keys: ['key', 'keys', 'logbook', 'soot', 'ledger', 'minute book', 'almanac', 'mallet', 'take', 'give'],
      display: 'list',
    },
    {
      key: 'dam-strain',
      label: 'Strain on the dam',
      kind: 'number',
      min: 0,
      max: 10,
      default: 3,
      maxDeltaPerTurn: 2,
      instruction: 'Rises when it rains, a night passes or the gate is shut, and falls when water is let down from the mere.',
      keys: ['mere', 'dam', 'rain', 'gate', 'sluice', 'sleep', 'morning'],
      display: 'hidden',
    },
  ],
};
