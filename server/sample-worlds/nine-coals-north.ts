/** Nine Coals North: a winter caravan with danger and resources, where every coal burned to live leaves a town dark. */
import { prose } from './prose.ts';
import type { SampleWorld } from './sample-world.ts';

export const nineCoalsNorth: SampleWorld = {
  id: 'nine-coals-north',
  name: 'Nine Coals North',
  tagline: 'Carry the last fire over the mountains. Every coal you burn to live is a town left dark.',
  creator_notes: prose`
    A hard road for one to eight players, with weather, mules and arithmetic. You have twelve days of charcoal, nine coals
    and nine towns; something will go wrong with one of those numbers. Look after the animals and they will look after
    you. Shelter is worth a detour, haste is worth less than it seems, and strangers usually want what you want. Somebody
    put the fires out. You may get to find out how. Perilous throughout, gruesome nowhere.`,
  tags: ['survival', 'journey', 'winter', 'hard choices'],
  cover: '/covers/nine-coals-north.svg',

  description: prose`
    In the first week of winter every fire north of the Harl Teeth went out: hearth, forge, candle. Nothing will kindle
    there now. South of the range one old hearth still burns, at Tarn Oveny, and from it you carry nine live coals in
    nine iron pots, by mule, over three passes, to nine dark towns. One coal can relight one town. A coal can also be
    broken open on the road to save the caravan for a night, and then it is gone. Behind you comes the Damp, a gray cold
    that flows uphill toward anything warm. The last pass closes with the great snow, twelve days from now.`,
  system_prompt: prose`
    Narrate in the second person, present tense, in short hard sentences: cold, rope, iron, animals, breath. Every choice
    costs something, and the cost shows at once. Danger is fair. Never act for the players.`,
  post_history_instructions: 'Show the cost or gain of this action at once, then the next danger, and stop.',

  first_mes: prose`
    Before light, in the yard at Tarn Oveny, the hearth-keeper lifts nine coals from the fire and names a town for each
    as she lays it in its pot. "Ansk. Belloway. Cold Ferry." By the ninth she has lost her voice.

    The lids clang down. Pobble, the lead mule, sneezes at the smoke. Sannet Roe checks the girths, checks the sky, and
    likes neither. "Twelve days," the guide says. "Fewer, if the wind backs."

    By noon the last trees are below you. The road climbs between walls of blue rock to First Step, a plank bridge over a
    gorge so deep that the river makes no sound. Two planks are gone. A third hangs by its nail and turns in the wind.

    Behind you, where the road leaves the trees, stands a gray bank that was not there when you ate. No wind moves it. It
    is coming uphill.

    Then the ninth pot ticks, the way iron does when it cools.

    What do you see to first: the bridge, the pot, or the gray?`,
  mes_example: {
    action: 'I dig under the snow for something the mules can eat.',
    passage: prose`
      The crust cuts your knuckles. Beneath it lies a hand's depth of powder, then stone, then a mat of brown moss frozen
      hard as rope. You tear loose an armful. Pobble eats it with his eyes shut. Small Tax gets the rest. It cost half an
      hour, and down the slope the gray has swallowed the marker post you passed.`,
  },
  suggestions: [
    'I open the ninth pot, feed the coal charcoal and blow on it.',
    'I tie a rope around my waist and test the planks of the bridge.',
    'I walk back toward the gray to see how fast the Damp is moving.',
  ],

  characters: [
    {
      id: 'sannet-roe',
      name: 'Sannet Roe',
      description: 'Guide for thirty winters, two fingers short. Her staff has a notch for every crossing.',
      personality: 'Blunt, patient, strict about whistling. Hides how badly she wants to reach Hollin.',
    },
    {
      id: 'ilk-barrow',
      name: 'Ilk Barrow',
      description: 'Apprentice coal-tender, seventeen, soot to the eyebrows. Numbers the pots and talks to them.',
      personality: 'Earnest, sleepless, honest at the wrong moment. Would give up supper before charcoal.',
    },
    {
      id: 'pobble',
      name: 'Pobble',
      description: 'The lead mule, dun, one ear torn. Carries pots one to three.',
      personality: 'Vain and brave. Stops dead before bad ice and is never wrong. Moves for apples or singing.',
    },
    {
      id: 'hadric-moll',
      name: 'Hadric Moll',
      description: 'A salt merchant on the same road, with a loaded sledge and no fire.',
      personality: 'Warm in speech, careful in deed. Shares his tea, counts your pots, sleeps badly.',
    },
  ],

  character_book: {
    scan_depth: 3,
    token_budget: 180,
    entries: [
      {
        id: 'how-coals-live',
        name: 'How coals live',
        keys: [],
        content: prose`
          Fed a handful of charcoal morning and night, a coal lives; forgotten, it dies in a day. Broken open, it makes one
          bonfire the Damp will not cross, and is ash by dawn.`,
        enabled: true,
        constant: true,
        insertion_order: 1,
      },
      {
        id: 'nothing-kindles',
        name: 'Nothing kindles',
        keys: [],
        content: prose`
          Past First Step no flint, lens or match makes a spark. Warmth comes from the pots, from bodies, and from hot
          springs, and whoever sits down in the cold must be made to stand.`,
        enabled: true,
        constant: true,
        insertion_order: 2,
      },
      {
        id: 'damp',
        name: 'The Damp',
        keys: ['damp', 'gray', 'grey', 'fog', 'mist'],
        content: prose`
          The Damp lies knee-deep, soundless, smelling of wet slate, and flows uphill at a walking pace. In it flames shrink
          to blue beads and people grow slow and content to sit. It goes around a line of salt.`,
        enabled: true,
        insertion_order: 20,
        priority: 60,
      },
      {
        id: 'salt',
        name: 'Salt',
        keys: ['salt', 'sledge', 'sacks', 'salt line'],
        content: prose`
          A fistful of salt holds the Damp off for the length of a meal. The caravan owns one sack. Hadric Moll's sledge
          carries forty, and he will not sell for money this winter. He looks at the pots when he says so.`,
        enabled: true,
        insertion_order: 30,
        priority: 50,
      },
      {
        id: 'first-step',
        name: 'First Step',
        keys: ['bridge', 'first step', 'plank', 'planks', 'gorge'],
        content: prose`
          First Step bears one mule at a time. The chains are sound; only the planks rot. Under the far post a road crew
          left a box: forty feet of rope, six iron spikes, and a note apologizing for the bridge.`,
        enabled: true,
        insertion_order: 22,
        priority: 45,
      },
      {
        id: 'mules',
        name: 'The mules',
        keys: ['mule', 'mules', 'pobble', 'duchess', 'small tax'],
        content: prose`
          Four mules: Pobble, Duchess, Tax and Small Tax. They will not enter the Damp, and cross ice only behind Pobble. If
          one goes lame, its pots go on human backs, and a pot is hot, heavy and hard to hold on a slope.`,
        enabled: true,
        insertion_order: 18,
        priority: 32,
      },
      {
        id: 'charcoal',
        name: 'Charcoal',
        keys: ['charcoal', 'feed', 'fuel', 'handful'],
        content: prose`
          Nine coals eat eighteen handfuls a day. The sacks last twelve days with nothing over. Pine knots will serve, with
          smoke; bone serves badly; books burn well, and Ilk cannot watch.`,
        enabled: true,
        insertion_order: 25,
        priority: 40,
      },
      {
        id: 'blind-tarn',
        name: 'Blind Tarn',
        keys: ['blind tarn', 'ice', 'lake', 'shore'],
        content: prose`
          Beyond the first pass lies Blind Tarn: four hours across the ice or two days by the shore. Black ice sings and
          holds. White ice is rotten. Out in the middle leans a frozen ferry with its stovepipe up. Past it rise the Combs.`,
        enabled: true,
        insertion_order: 35,
        priority: 48,
      },
      {
        id: 'frozen-ferry',
        name: 'The frozen ferry',
        keys: ['frozen ferry', 'stovepipe', 'ferryman', 'cabin'],
        content: prose`
          The cabin of the frozen ferry holds a bin of dry charcoal, four days' worth, guarded by the ferryman's dog, thin
          and polite. Under the hull the ice is warm and gray. A hot spring is eating it from below.`,
        enabled: true,
        insertion_order: 45,
        priority: 58,
      },
      {
        id: 'hot-springs',
        name: 'Hot springs',
        keys: ['hot spring', 'hot springs', 'steam', 'pool'],
        content: prose`
          A hot spring gives one free night of warmth: bare mud, green moss, steam that freezes in the hair. But the Damp
          gathers at such places like sheep at a gate, and the wolves know it. Come before dusk. Leave before dawn.`,
        enabled: true,
        insertion_order: 40,
        priority: 36,
      },
      {
        id: 'combs',
        name: 'The Combs',
        keys: ['combs', 'second pass', 'ledge', 'stone teeth'],
        content: prose`
          The second pass is called the Combs: a ledge between stone teeth where the wind pulls sideways. Carriers rope
          together. Whistling there brings down snow. Halfway stands a slate hut with room for six people or four mules.`,
        enabled: true,
        insertion_order: 50,
        priority: 46,
      },
      {
        id: 'slides',
        name: 'Slides',
        keys: ['whistle', 'whistling', 'avalanche', 'slide', 'slope'],
        content: prose`
          Guides ask a slope before they cross it: three slow claps, then wait. A quick echo means go. A late one means the
          snow is loaded and will slide before dark. Nobody whistles. Even Pobble walks softly.`,
        enabled: true,
        insertion_order: 52,
        priority: 42,
      },
      {
        id: 'slate-hut',
        name: 'The slate hut',
        keys: ['hut', 'slate hut', 'shelter', 'refuge'],
        content: prose`
          A book in the slate hut lists every caravan that passed. The last entry is a month old: six carriers from Ansk,
          bound south, "with the cold lamp, to be rid of it." Their blankets are here. So is the cold lamp.`,
        enabled: true,
        insertion_order: 55,
        priority: 66,
      },
      {
        id: 'cold-lamp',
        name: 'The cold lamp',
        keys: ['cold lamp', 'lamp', 'gray light'],
        content: prose`
          The cold lamp sheds gray light and drinks heat; frost grows toward it, and the Damp follows whoever carries it. It
          came out of the glacier at Ansk. Packed in salt, it sleeps. A whole coal laid inside would crack it for good.`,
        enabled: true,
        insertion_order: 75,
        priority: 85,
      },
      {
        id: 'glacier',
        name: 'The room in the glacier',
        keys: ['glacier', 'miners', 'tunnel', 'ice room'],
        content: prose`
          Miners at Ansk, cutting a short road through the glacier, broke into a room where lamps burned cold. They carried
          one out to see by, and that night the fires failed. The room is still open. The Damp comes out of it like breath.`,
        enabled: true,
        insertion_order: 80,
        priority: 80,
      },
      {
        id: 'lintel',
        name: 'The Lintel',
        keys: ['lintel', 'third pass', 'last pass', 'gatehouse', 'great snow'],
        content: prose`
          The third pass, the Lintel, is a cleft one cart wide with a gatehouse across it. Old Marra, snow-blind, knows
          travelers by their feet and takes her toll in news. When the great snow starts she drops the gate until thaw.`,
        enabled: true,
        insertion_order: 60,
        priority: 52,
      },
      {
        id: 'towns',
        name: 'The nine towns',
        keys: ['town', 'towns', 'ansk', 'hollin', 'gant'],
        content: prose`
          Ansk, Belloway, Cold Ferry, Dunmarrow, Edge Mill, Far Hob, Gant, Hollin, Inch. Gant and Inch stand close enough to
          share a hearth. Hollin has the hospital. Nobody has said aloud which town could go without.`,
        enabled: true,
        insertion_order: 15,
        priority: 34,
      },
      {
        id: 'wolves',
        name: 'Wolves',
        keys: ['wolf', 'wolves', 'howl', 'howling'],
        content: prose`
          Since the fires failed, wolves follow caravans for the warmth and leave the mules be. At night they lie in a ring
          at the edge of the glow, facing outward. When they get up and go, the Damp is close.`,
        enabled: true,
        insertion_order: 28,
        priority: 38,
      },
      {
        id: 'tenth-pot',
        name: "Moll's tenth pot",
        keys: ['hadric', 'moll', 'merchant'],
        secondary_keys: ['trade', 'offer', 'night', 'steal', 'tenth pot', 'daughter'],
        selective: true,
        content: prose`
          Moll carries an empty tenth pot wrapped in his daughter's shawl. She is in Gant with newborn twins. He offers all
          forty sacks of salt for one coal. Refused, he will try for it in the night, and weep when he is caught.`,
        enabled: true,
        insertion_order: 70,
        priority: 78,
      },
      {
        id: 'chimney',
        name: 'The Chimney',
        keys: ['sannet', 'roe', 'guide'],
        secondary_keys: ['shortcut', 'brother', 'hollin', 'hurry', 'faster', 'staff'],
        selective: true,
        content: prose`
          Sannet's brother runs the hospital at Hollin, where the lamps over the beds are dark. She knows a shortcut, the
          Chimney, that saves two days: a climb of wet rungs, with every mule unloaded and hauled up in a sling.`,
        enabled: true,
        insertion_order: 65,
        priority: 62,
      },
    ],
  },

  trackers: [
    {
      key: 'coals',
      label: 'Coals alive',
      kind: 'number',
      min: 0,
      max: 9,
      default: 9,
      maxDeltaPerTurn: 2,
      instruction: 'Falls by one for each coal that dies, is broken open, stolen or given to a town; it almost never rises.',
      keys: ['coal', 'coals', 'pot', 'pots', 'bonfire', 'fire', 'lid', 'steal'],
      display: 'pips',
    },
    {
      key: 'charcoal-days',
      label: 'Days of charcoal',
      kind: 'number',
      min: 0,
      max: 16,
      default: 12,
      maxDeltaPerTurn: 4,
      instruction: 'Falls by one for each day that passes or sack that is lost, and rises when the players find fuel.',
      keys: ['charcoal', 'fuel', 'feed', 'sacks', 'camp', 'sleep', 'dawn', 'night', 'day', 'books'],
      display: 'bar',
    },
    {
      key: 'damp-distance',
      label: 'The Damp',
      kind: 'enum',
      options: ['out of sight', 'following', 'close', 'upon you'],
      default: 'following',
      instruction:
        'Moves one step nearer when the players linger or burn a fire, and one step away when they climb, salt the road or hurry.',
      keys: ['damp', 'gray', 'fog', 'salt', 'bonfire', 'wait', 'camp', 'run', 'hurry', 'wolves'],
      display: 'text',
    },
    {
      key: 'road',
      label: 'On the road',
      kind: 'enum',
      options: ['First Step', 'Blind Tarn', 'the Combs', 'the Lintel', 'the dark towns'],
      default: 'First Step',
      instruction: 'Set it to the stretch of road the players have just reached; the stretches come in this order.',
      keys: ['bridge', 'tarn', 'ice', 'combs', 'ledge', 'lintel', 'gatehouse', 'pass', 'cross', 'town'],
      display: 'text',
    },
    {
      key: 'gear',
      label: 'Gear',
      kind: 'list',
      options: ['rope', 'axe', 'tent', 'salt sack', 'iron spikes', 'blankets', 'sledge', 'cold lamp', 'bag of apples'],
      default: ['rope', 'axe', 'tent', 'salt sack', 'bag of apples'],
      instruction: 'Add gear when the players find or trade for it, and remove it when it breaks, is used up or is left behind.',
      keys: ['rope', 'axe', 'tent', 'salt', 'spikes', 'blankets', 'sledge', 'lamp', 'apples', 'box', 'trade'],
      display: 'list',
    },
  ],
};
