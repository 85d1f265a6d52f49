# An image that holds the program and its licences, nothing else; docs/install.md says how it is built and used.
# Another system with Rust, a C compiler and bash, where this one cannot be had: `--build-arg RUST=…`.
ARG RUST=rust:1-slim
FROM $RUST AS build
WORKDIR /torikumi
COPY . .
RUN .ci/static /image/torikumi && mkdir /image/licences && cp LICENSE-* /image/licences && .ci/licences >/image/licences/LIBRARIES

FROM scratch
COPY --from=build /image/ /
# Nobody, unless the caller says who writes: `--user`.
USER 65534:65534
WORKDIR /site
EXPOSE 1111
ENTRYPOINT ["/torikumi"]
CMD ["help"]
