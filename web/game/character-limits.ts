/** How long names and lines may be, as the server holds them. */
export const NAME_CHARACTERS_MAX = 40;
export const ABOUT_CHARACTERS_MAX = 200;
