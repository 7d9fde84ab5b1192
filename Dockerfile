# docker build -t mesh-migrate .
# docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" mesh-migrate --from 2.6 --to 2.11
FROM node:22-bookworm-slim AS build
WORKDIR /build
COPY . .
RUN npm ci && npm pack --silent && mv mesh-migrate-*.tgz mesh-migrate.tgz

# Not distroless: Sourcegraph runs its steps with the shell of the image.
FROM node:22-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git && rm -rf /var/lib/apt/lists/*
COPY --from=build /build/mesh-migrate.tgz /tmp/
RUN npm install --global --omit=dev --ignore-scripts /tmp/mesh-migrate.tgz && rm -rf /tmp/mesh-migrate.tgz /root/.npm
USER node
WORKDIR /work
ENTRYPOINT ["mesh-migrate"]
