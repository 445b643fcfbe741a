/** Worlds and journeys over HTTP. */
import { GameError } from '#protocol/errors.ts';
import { USUAL_SETTINGS } from '#core/journeys/turn-settings.ts';
import type { Journey, Member } from '#core/journeys/journey.ts';
import type { Player } from '#core/players/player.ts';
import type { RestParts } from '../rest-parts.ts';
import type { RestBase } from '../rest-base.ts';
import { turnContextView } from '../turn-context-view.ts';
import { journeyView, passageView } from '../rest-views.ts';

const JOURNEYS_LISTED_MAX = 200;

export function storyRoutes({ api, signedIn }: RestBase, parts: RestParts) {
  const { game, journeys, worlds, discovery } = parts;

  const memberOf = (player: Player, { name, about }: { name: string; about: string }): Member => ({
    playerId: player.id,
    name,
    about,
    narratorId: game.narrators.defaultId,
    settings: USUAL_SETTINGS,
  });

  const worldOf = ({ worldId, worldVersion }: Journey) => worlds.find(worldId, worldVersion);

  return {
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
