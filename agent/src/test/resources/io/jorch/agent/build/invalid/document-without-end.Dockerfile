FROM scratch
RUN <<END
echo hello
