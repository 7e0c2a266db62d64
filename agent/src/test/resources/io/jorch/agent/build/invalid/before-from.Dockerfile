ARG A=1
RUN true
ENV X=1
FROM scratch
