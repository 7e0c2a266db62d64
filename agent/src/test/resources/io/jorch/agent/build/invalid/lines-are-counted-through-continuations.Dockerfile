# escape=\

FROM scratch
RUN one \
  # a comment between

  && two
BOGUS
RUN <<END
not an instruction
END
BOGUS2 \
  x
