# swarm-lint in a container: docker run --rm --read-only --network none -v "$PWD:/repository:ro" swarm-lint
FROM node:22.21-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY build.mjs tsconfig.json tsconfig.build.json README.md LICENSE CHANGELOG.md ./
COPY src ./src
COPY rules ./rules
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:22.21-bookworm-slim
# git tells which files are tracked or ignored, and what a change is. That a mounted repository belongs to another user is no obstacle.
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
COPY --from=build /src/package.json /opt/swarm-lint/package.json
COPY --from=build /src/node_modules /opt/swarm-lint/node_modules
COPY --from=build /src/dist /opt/swarm-lint/dist
USER node
WORKDIR /repository
ENTRYPOINT ["node", "/opt/swarm-lint/dist/cli.js"]
