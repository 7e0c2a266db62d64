FROM scratch
COPY onlyone
RUN
ENV A
ENV A=1 B
ARG 1A=x
SHELL /bin/sh -c
ADD https://example.org/x /x
HEALTHCHECK curl localhost
LABEL =x
