FROM scratch
RUN --mount=type=cache,target=/x true
COPY --link a /b
COPY --chmod=u+x a /b
COPY --from a /b
ADD --checksum=x a /b
COPY --from=a --from=b c /d
HEALTHCHECK --interval=soon CMD true
HEALTHCHECK --retries=0 CMD true
