/** AI models, worlds and journeys over HTTP. */
import { GameError } from '#protocol/errors.ts';
import type { ErrorCode } from '#protocol/errors.ts';
import type { WalletView } from '#protocol/values.ts';
import type { NarratorEntry } from '#core/turns/narrator.ts';
import type { Scene } from '#core/turns/scene.ts';
import { firstScene } from '#core/journeys/first-scene.ts';
import { LiveJourney } from '#core/journeys/live-journey.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Journey, Member } from '#core/journeys/journey.ts';
import type { Player } from '#core/players/player.ts';
import { pricesOf } from '#core/pricing/price-book.ts';
import { quoteUnwritten } from '#core/turns/quote-turn.ts';
import { quoteView } from '#core/turns/views.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { turnContextView } from '../turn-context-view.ts';
import { journeyView, narratorView, passageView } from '../rest-views.ts';
import { walletViewOf } from '../wallet-view-of.ts';

/** Why an AI may have no quote now. */
const UNQUOTED: ReadonlySet<string> = new Set<ErrorCode>(['NARRATOR_UNAVAILABLE', 'CONTEXT_TOO_SMALL']);
const JOURNEYS_LISTED_MAX = 200;

export function storyRoutes({ api, signedIn }: RestBase, parts: RestParts) {
  const { game, signIn, journeys, worlds, discovery } = parts;

  const memberOf = (player: Player, { name, about }: { name: string; about: string }): Member => ({
    playerId: player.id,
    name,
    about,
    narratorId: game.narrators.defaultId,
    settings: USUAL_SETTINGS,
  });

  /** The journey as its next turn would see it, without a room: for quotes. */
  const sceneOf = async (
    player: Player,
    { journeyId, worldId }: { journeyId?: string | undefined; worldId?: string | undefined },
  ) => {
    if (journeyId !== undefined) {
      await journeys.findFor(journeyId, player.id);
      // Its room knows best what each AI has read; without a room here, the database says most of it.
      const live = parts.liveJourneys.get(journeyId) ?? new LiveJourney(await journeys.read(journeyId, player.id));
      return live.scene();
    }
    if (worldId === undefined) return null;
    const world = await worlds.find(worldId);
    return firstScene(world, memberOf(player, { name: player.name, about: '' }), game.clock());
  };

  /** null while the AI cannot be priced because it is still loading, or cannot take this world in. */
  const quoteOrNull = (scene: Scene | null, player: Player, entry: NarratorEntry, wallet: WalletView) => {
    if (!scene) return null;
    const author = scene.members.find(({ playerId }) => playerId === player.id);
    try {
      return author ? quoteView(quoteUnwritten({ scene, author, entry }, 0, game), wallet) : null;
    } catch (failure) {
      if (failure instanceof GameError && UNQUOTED.has(failure.code)) return null;
      throw failure;
    }
  };

  const worldOf = ({ worldId, worldVersion }: Journey) => worlds.find(worldId, worldVersion);

  return {
    narrators: api.narrators.handler(async ({ input, context }) => {
      const version = game.prices.current(game.clock());
      const wanted = input.journeyId !== undefined || input.worldId !== undefined;
      const player = wanted ? (await signIn.identify(context.headers)).player : null;
      const asked = player && { player, scene: await sceneOf(player, input), wallet: await walletViewOf(parts, player) };
      return game.narrators.entries.flatMap((entry) => {
        const prices = pricesOf(version, entry.narratorId);
        if (!prices) return [];
        const quote = asked && quoteOrNull(asked.scene, asked.player, entry, asked.wallet);
        return [narratorView(entry, prices, version.version, entry.narratorId === game.narrators.defaultId, quote)];
      });
    }),

    worlds: {
      list: api.worlds.list.handler(({ input }) => discovery.worlds(input)),
      get: api.worlds.get.handler(({ input }) => discovery.world(input.worldId)),
    },

    journeys: {
      list: api.journeys.list.use(signedIn).handler(({ context }) => discovery.journeys(context.player.id, JOURNEYS_LISTED_MAX)),
      create: api.journeys.create.use(signedIn).handler(async ({ input, context }) => {
        const world = await worlds.find(input.worldId);
        return journeyView(await journeys.create(world, memberOf(context.player, input), game.clock()));
      }),
      get: api.journeys.get
        .use(signedIn)
        .handler(async ({ input, context }) => journeyView(await journeys.findFor(input.journeyId, context.player.id))),
      join: api.journeys.join
        .use(signedIn)
        .handler(async ({ input, context }) =>
          journeyView(await journeys.join(input.journeyId, memberOf(context.player, input), input.invite)),
        ),
      seat: api.journeys.seat.use(signedIn).handler(async ({ input, context: { player, sessionId } }) => {
        const member = await journeys.member(input.journeyId, player.id);
        if (!member) throw new GameError('JOURNEY_NOT_FOUND');
        return parts.takeSeat(input.journeyId, { playerId: player.id, kind: player.kind, signInId: sessionId, member });
      }),
      context: api.journeys.context.use(signedIn).handler(async ({ input: { journeyId, n }, context: { player } }) => {
        const { turn, before, world } = await journeys.turnWithin(journeyId, player.id, n);
        return turnContextView({ turn, before, world, forAuthor: turn.authorId === player.id });
      }),
      passages: api.journeys.passages.use(signedIn).handler(async ({ input, context }) => {
        const world = await worldOf(await journeys.findFor(input.journeyId, context.player.id));
        const passages = await journeys.passages(input.journeyId, input.before, input.limit);
        return passages.map((passage) => passageView(passage, world));
      }),
      passage: api.journeys.passage.use(signedIn).handler(async ({ input: { journeyId, n }, context: { player } }) => {
        const world = await worldOf(await journeys.findFor(journeyId, player.id));
        const passage = await journeys.passage(journeyId, n);
        if (!passage) throw new GameError('TURN_NOT_FOUND');
        return passageView(passage, world);
      }),
    },
  };
}
