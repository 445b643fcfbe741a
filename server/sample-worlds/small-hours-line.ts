/** The Small Hours Line: a comic night train of odd bargains, and a chase after a resold trunk. */
import { prose } from './prose.ts';
import type { SampleWorld } from './sample-world.ts';

export const smallHoursLine: SampleWorld = {
  id: 'small-hours-line',
  name: 'The Small Hours Line',
  tagline: "A night train of odd bargains, a missing trunk, and a goose with a broker's license.",
  creator_notes: prose`
    A comedy of trade for one to eight players. Your trunk is somewhere up the train; you have two hours and no money,
    which is as well, because nobody takes it. Offer habits, smells, names, hours, opinions. Haggle: the first price is
    never the price. Read the rules before you break them, be polite to waterfowl, and remember that a bargain said
    aloud holds until Terminus. Splitting up is allowed and usually funny.`,
  tags: ['comedy', 'fantasy', 'train', 'all ages'],
  cover: '/covers/small-hours-line.svg',

  description: prose`
    The Small Hours Line runs between one minute to three and three in the morning, and takes all night about it. Its
    thirteen carriages are a market for what people mislay: spare Tuesdays, unused excuses, the knack of whistling, the
    other glove. Money is refused as vulgar. Everything is paid for in kind. You woke aboard with claim ticket number 88
    and no trunk. A goose has sold it. It has been resold twice since and is moving toward the engine, one bargain at a
    time. Nobody remembers packing it, you included, but the rules are clear: whoever reaches Terminus at dawn without
    luggage is luggage.`,
  system_prompt: prose`
    Narrate in the second person, present tense, dry and quick, as if nothing here were unusual. Name exact objects and
    exact prices. Leave every bargain for the players to accept or refuse.`,
  post_history_instructions: 'Answer with one comic, concrete turn of events: a price, a snag or a clue.',

  first_mes: prose`
    You wake to a polite cough. Conductor Umberleigh stands over your seats, two meters tall and narrow as a hat stand.

    "Tickets. Thank you. And your luggage?"

    The rack above you holds a dent the shape of a trunk and one white feather.

    "Ah," says Umberleigh, and turns paler by one exact shade. "Number 88. Sold in Carriage Twelve at a quarter past, by
    Bernard. Bernard is a goose. Fully licensed, I am sorry to say."

    The silver punch clicks. A small round hole drops out of the ticket and lies on the carpet, quite black. "I should
    pick that up. They fetch a good price in Carriage Six."

    The train leans into a bend and the door ahead slides open. Lamps swing over crowded stalls. A woman ladles
    yesterday afternoon into jars. Two bishops haggle over a sneeze. On a tower of hatboxes sits the goose, wearing a
    card: I BUY. I SELL. I BITE.

    "Dawn in a hundred and twenty minutes," says Umberleigh. "How would you like to proceed?"`,
  mes_example: {
    action: 'I ask the umbrella seller what she wants for the striped one.',
    passage: prose`
      She looks you over as if pricing a lamp. "The smell of your first school," she says, "or two good excuses, unused."
      The umbrella opens itself an inch and shuts again, embarrassed. It is raining inside, very lightly. From under the
      counter a smaller umbrella remarks that the excuses need not be good, and she kicks it.`,
  },
  suggestions: [
    'I pick up the hole and put it somewhere safe.',
    'I bow to the goose and ask who bought trunk 88.',
    'I ask Umberleigh which rule covers stolen luggage.',
  ],

  characters: [
    {
      id: 'umberleigh',
      name: 'Conductor Umberleigh',
      description: 'Navy serge from chin to floor, silver ticket punch. Never late, and never anywhere else.',
      personality: 'Courteous, scrupulous, wounded by untidiness. Bends no rule but will show where it is thin.',
    },
    {
      id: 'bernard',
      name: 'Bernard',
      description: "A white goose in a broker's collar who speaks by printed cards drawn from under one wing.",
      personality: 'Greedy, literal, honest to the letter. Bites liars, blushes at praise, dreads swans.',
    },
    {
      id: 'perpetua-flask',
      name: 'Perpetua Flask',
      description: 'Sells second-hand afternoons in Carriage Twelve, strained and labeled; gold stains to the elbow.',
      personality: 'Motherly and shrewd. Overcharges the smug, undercharges the sad, gossips with both.',
    },
    {
      id: 'fennimore-ploy',
      name: 'Lord Fennimore Ploy',
      description: 'Forty pockets in his coat and nothing in them that is his. Wants number 88 too.',
      personality: 'Charming, cowardly, allergic to the truth; turns useful once he owes somebody.',
    },
  ],

  character_book: {
    scan_depth: 3,
    token_budget: 180,
    entries: [
      {
        id: 'bargains-bind',
        name: 'Bargains bind',
        keys: [],
        content: prose`
          A bargain spoken aloud and shaken on, by hand or wing, binds both sides until Terminus. Prices are things like a
          habit, a smell, a middle name, an hour of Thursday.`,
        enabled: true,
        constant: true,
        insertion_order: 1,
      },
      {
        id: 'order-of-carriages',
        name: 'Order of carriages',
        keys: [],
        content: prose`
          Carriages run from thirteen at the tail to one behind the engine, and each sells one kind of thing. A door
          forward opens for whoever brings what the next carriage lacks.`,
        enabled: true,
        constant: true,
        insertion_order: 2,
      },
      {
        id: 'trunk',
        name: 'Trunk 88',
        keys: ['trunk', 'luggage', 'number 88', 'eighty-eight'],
        content: prose`
          Trunk 88 is oxblood leather with one brass corner gone. It is warm to lean on and shifts like a sleeping dog. Each
          owner finds it heavier than the last did and sells it forward within the half hour, leaving a yellow receipt.`,
        enabled: true,
        insertion_order: 20,
        priority: 52,
      },
      {
        id: 'receipts',
        name: 'The yellow receipts',
        keys: ['receipt', 'receipts', 'who bought', 'sold to'],
        content: prose`
          First receipt: Bernard to Perpetua Flask, for a jar of August. Second: Flask to the two bishops, for a promise.
          Third: the bishops to a buyer who could not spell and signed with a thumbprint in damson jam.`,
        enabled: true,
        insertion_order: 40,
        priority: 75,
      },
      {
        id: 'bishops',
        name: 'The two bishops',
        keys: ['bishop', 'bishops', 'sneeze', 'carriage ten'],
        content: prose`
          The two bishops of Carriage Ten sell blessings by the yard and quarrel over which of them is the real one. They
          sold the trunk because it snored through vespers. Whoever settles the quarrel is paid in a door-blessing, which
          opens anything once.`,
        enabled: true,
        insertion_order: 35,
        priority: 44,
      },
      {
        id: 'jam',
        name: 'The thumbprint',
        keys: ['jam', 'damson', 'thumbprint', 'thumb'],
        content: prose`
          One passenger eats jam with his thumbs: Lord Ploy, who travels in Carriage Four under the name of Smith and has
          a standing order for damson. He is always home when the dining car brings it.`,
        enabled: true,
        insertion_order: 50,
        priority: 70,
      },
      {
        id: 'carriage-four',
        name: 'Carriage Four',
        keys: ['carriage four', 'smith', 'compartment', 'ploy'],
        content: prose`
          Carriage Four sleeps those who travel under other names. Ploy's compartment is locked with a riddle to which he
          has forgotten the answer, so he climbs in by the window. The rack inside is bent. From behind the door comes
          snoring, and it is not Ploy's.`,
        enabled: true,
        insertion_order: 60,
        priority: 65,
      },
      {
        id: 'hole',
        name: 'A punched hole',
        keys: ['hole', 'holes', 'punch', 'punched'],
        content: prose`
          A punched hole weighs nothing and goes through anything. Pressed to a wall it makes a gap two fingers wide, good
          for spying or passing notes. The tailors of Carriage Six can let it out to the size of a door.`,
        enabled: true,
        insertion_order: 25,
        priority: 62,
      },
      {
        id: 'carriage-six',
        name: 'Carriage Six',
        keys: ['carriage six', 'tailor', 'tailors', 'button', 'buttons'],
        content: prose`
          Carriage Six alters. Three tailors take in long stories, let out tight places and sew pockets into moments. They
          charge in buttons or unfinished sentences, and they finish the sentences wrong, aloud, for the whole carriage.`,
        enabled: true,
        insertion_order: 45,
        priority: 35,
      },
      {
        id: 'jars',
        name: 'Jarred afternoons',
        keys: ['jar', 'jars', 'afternoon', 'afternoons', 'august'],
        content: prose`
          Opened, a jarred afternoon fills a room for ten breaths: sun, a wasp, someone practicing scales next door.
          Everybody in it turns reasonable. Flask asks one bad habit a jar and pays extra for nail-biting. She has one
          August left.`,
        enabled: true,
        insertion_order: 30,
        priority: 46,
      },
      {
        id: 'spare-days',
        name: 'Carriage Nine',
        keys: ['tuesday', 'tuesdays', 'carriage nine', 'calendar', 'spare days'],
        content: prose`
          Carriage Nine sells spare days from a calendar with drawers. A Tuesday is cheapest, worn at the elbows, and gives
          its owner one hour that nobody else notices. Thursdays cost extra. Never accept a Sunday evening, however it is
          wrapped.`,
        enabled: true,
        insertion_order: 48,
        priority: 38,
      },
      {
        id: 'goose-cards',
        name: "Bernard's fourth card",
        keys: ['goose', 'bernard', 'feather', 'card', 'cards'],
        content: prose`
          Behind I BUY, I SELL and I BITE the goose keeps a fourth card for friends: I REGRET. He sold the trunk because it
          asked him to, in its sleep. He will say so for warm bread, or for news of the swan.`,
        enabled: true,
        insertion_order: 28,
        priority: 63,
      },
      {
        id: 'swan',
        name: 'The Inspector of Geese',
        keys: ['swan', 'swans', 'inspector', 'license'],
        content: prose`
          The Inspector of Geese is a swan with a lorgnette. She boards at Lower Maybe to check every license. Bernard's
          ran out at midnight, which makes the sale of number 88 void, if anyone dares to tell her.`,
        enabled: true,
        insertion_order: 65,
        priority: 72,
      },
      {
        id: 'stations',
        name: 'Stations',
        keys: ['lower maybe', 'station', 'platform', 'next stop'],
        content: prose`
          The line halts at Pockets, Lower Maybe and Quite, four minutes each. Platform sellers push goods through the
          windows and name the price afterward. A passenger who steps off may board again, but always one carriage
          farther back.`,
        enabled: true,
        insertion_order: 15,
        priority: 25,
      },
      {
        id: 'lost-property',
        name: 'Carriage Eleven',
        keys: ['carriage eleven', 'lost property', 'glove', 'gloves'],
        content: prose`
          Carriage Eleven is Lost Property. Left gloves stand in choirs on the shelves. The clerk, a bowler hat with nobody
          under it, hands over whatever is described accurately, including things that were never lost.`,
        enabled: true,
        insertion_order: 32,
        priority: 30,
      },
      {
        id: 'dining-car',
        name: 'The dining car',
        keys: ['dining car', 'carriage seven', 'soup', 'waiter', 'waiters'],
        content: prose`
          Carriage Seven, the dining car, serves what each guest nearly ordered last time. Whoever eats the soup must tell
          the truth until the bowl is dry, so liars take the fish. Waiters sell gossip by the spoon: who is buying trunks,
          who travels as Smith.`,
        enabled: true,
        insertion_order: 42,
        priority: 48,
      },
      {
        id: 'engine',
        name: 'The engine',
        keys: ['engine', 'driver', 'carriage one', 'firebox', 'terminus'],
        content: prose`
          The engine burns broken promises and is low on fuel tonight. Its driver is a girl of nine blowing soap bubbles
          from a pipe. She has bought the right to ask every passenger one question, and a good answer buys a slower
          train.`,
        enabled: true,
        insertion_order: 70,
        priority: 58,
      },
      {
        id: 'inside-the-trunk',
        name: 'Inside the trunk',
        keys: ['open the trunk', 'inside', 'unlock', 'lid', 'snoring'],
        secondary_keys: ['trunk', '88', 'luggage'],
        selective: true,
        content: prose`
          The trunk holds what each traveler meant to say to someone and packed instead. It has slept on it. Opened gently,
          it gives every owner one true sentence to take home. Forced, it gets up on eight brass feet and runs for the
          engine.`,
        enabled: true,
        insertion_order: 85,
        priority: 90,
      },
      {
        id: 'thin-rule',
        name: 'Rule Nineteen',
        keys: ['umberleigh', 'conductor'],
        secondary_keys: ['rule', 'rules', 'stolen', 'law', 'fair'],
        selective: true,
        content: prose`
          Rule Nineteen is thin, and Umberleigh knows it: a thing sold without its owner may be bought back for exactly its
          first price. The first price is on the first receipt. The conductor may not say so unless asked about stolen
          luggage.`,
        enabled: true,
        insertion_order: 55,
        priority: 80,
      },
      {
        id: 'conductors-watch',
        name: "The conductor's watch",
        keys: ['umberleigh', 'conductor'],
        secondary_keys: ['watch', 'late', 'window', 'delay', 'hold back dawn'],
        selective: true,
        content: prose`
          Umberleigh's watch can hold dawn back ten minutes, once. The price: somebody must take the silver punch and walk
          one round of the carriages, so that the conductor can sit by a window and look out of it.`,
        enabled: true,
        insertion_order: 58,
        priority: 55,
      },
    ],
  },

  trackers: [
    {
      key: 'minutes-to-dawn',
      label: 'Minutes to dawn',
      kind: 'number',
      min: 0,
      max: 120,
      default: 120,
      maxDeltaPerTurn: 15,
      instruction:
        'Falls by two to ten as the players talk, haggle, walk or wait, and rises only when something holds back dawn.',
      keys: ['dawn', 'minutes', 'watch', 'carriage', 'haggle', 'wait', 'station', 'ask', 'walk'],
      display: 'bar',
    },
    {
      key: 'carriage',
      label: 'Carriage',
      kind: 'enum',
      options: [
        'thirteen',
        'twelve',
        'eleven',
        'ten',
        'nine',
        'eight',
        'seven',
        'six',
        'five',
        'four',
        'three',
        'two',
        'one',
        'engine',
      ],
      default: 'thirteen',
      instruction: 'Set it to the carriage the players are in once they have gone through a door.',
      keys: ['carriage', 'door', 'forward', 'engine', 'platform', 'through', 'follow'],
      display: 'text',
    },
    {
      key: 'pockets',
      label: 'In your pockets',
      kind: 'list',
      options: [
        'punched hole',
        'white feather',
        'jar of August',
        'spare Tuesday',
        'yellow receipt',
        'left glove',
        'door-blessing',
        'loose button',
        'warm bread',
        'trunk 88',
      ],
      default: [],
      instruction: 'Add a thing when the players pick it up or trade for it, and remove it when they pay with it or use it up.',
      keys: ['hole', 'feather', 'jar', 'tuesday', 'receipt', 'glove', 'button', 'bread', 'trunk', 'buy', 'trade', 'take'],
      display: 'list',
    },
    {
      key: 'favors-owed',
      label: 'Favors owed',
      kind: 'number',
      min: 0,
      max: 5,
      default: 0,
      maxDeltaPerTurn: 1,
      instruction: 'Rises when the players take something on a promise, and falls when they do what they promised.',
      keys: ['promise', 'promises', 'favor', 'owe', 'owes', 'bargain', 'deal'],
      display: 'pips',
    },
    {
      key: 'bernard-mood',
      label: 'The goose',
      kind: 'enum',
      options: ['furious', 'offended', 'businesslike', 'fond'],
      default: 'businesslike',
      instruction:
        'Warms one step when the goose is praised, fed or dealt with honestly, and cools one step when he is lied to or mocked.',
      keys: ['bernard', 'goose', 'swan', 'bread', 'license'],
      display: 'text',
    },
  ],
};
