# syntax=docker/dockerfile:1
# One image for every role: `run`, `schedule`, `worker poll|extract|publish`, `serve` (see docker-compose.yml).

FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src ./src
COPY workers ./workers
# A package names the compiler as an optional peer, which keeps it from being pruned.
RUN npm run build \
  && npm prune --omit=dev --ignore-scripts \
  && rm -rf node_modules/typescript node_modules/@typescript

FROM node:26-bookworm-slim
# Inside a container every interface is its own: what is published to the outside is chosen by `docker run -p`.
ENV NODE_ENV=production LEDE_HOST=0.0.0.0
# A third less memory (docs/operations.md).
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=131072 MALLOC_TRIM_THRESHOLD_=131072
# An init reaps what ends and passes signals on; a private Redis serves `docker run` without compose.
RUN apt-get update \
  && apt-get install -y --no-install-recommends redis-server tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src ./src
COPY config ./config
RUN mkdir data public && chown node:node data public
USER node
VOLUME ["/app/data", "/app/public"]
EXPOSE 8080
# For `run` and `serve`, at the host and port of the YAML; roles without a server have their own in docker-compose.yml.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "src/cli/lede.mjs", "check", "--alive"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/bin/tini", "--", "node", "src/cli/lede.mjs"]
CMD ["run"]
