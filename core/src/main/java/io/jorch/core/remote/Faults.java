package io.jorch.core.remote;

import io.jorch.core.node.CommandException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exceptions to faults, and back.
record Faults(List<ErrorForm<?>> forms) {
  static final List<ErrorForm<?>> COMMON =
      List.of(
          new ErrorForm<>(
              CommandException.class,
              error -> Integer.toString(error.exitCode()),
              (code, message) -> new CommandException(Integer.parseInt(code), message)),
          new ErrorForm<>(
              IllegalArgumentException.class,
              error -> "",
              (detail, message) -> new IllegalArgumentException(message)));

  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  Fault of(Throwable error, String method) {
    Throwable cause = error.getCause();
    if (error instanceof UncheckedIOException && cause != null) return of(cause, method);
    Optional<ErrorForm<?>> form = form(error.getClass().getSimpleName(), error);
    if (form.isPresent() && error instanceof Exception known) {
      return new Fault(form.get().kind(), form.get().detailOf(known), message(error));
    }
    if (error instanceof IOException) return new Fault(Fault.TOLD, "", message(error));
    LOG.warn("{}, asked by another node, failed", method, error);
    return new Fault(
        Fault.UNEXPECTED, "", error.getClass().getSimpleName() + ": " + message(error));
  }

  private Optional<ErrorForm<?>> form(String kind, Throwable error) {
    return find(kind).filter(form -> form.type() == error.getClass());
  }

  private Optional<ErrorForm<?>> find(String kind) {
    return forms.stream()
        .<ErrorForm<?>>map(form -> form)
        .filter(f -> f.kind().equals(kind))
        .findFirst();
  }

  private static String message(Throwable error) {
    String message = error.getMessage();
    return message == null ? error.getClass().getSimpleName() : message;
  }

  /// The exception a caller gets.
  Exception made(Fault fault, String node, String method) {
    return switch (fault.kind()) {
      case Fault.TOLD -> new IOException(fault.message());
      case Fault.UNEXPECTED ->
          new IOException(
              "node "
                  + node
                  + " failed in "
                  + method
                  + ": "
                  + fault.message()
                  + "; its log says more");
      case Fault.UNKNOWN ->
          new IOException(
              "node "
                  + node
                  + " does not know "
                  + method
                  + " as it was asked: "
                  + fault.message()
                  + "; make all nodes run the same version of jorch");
      default -> known(fault);
    };
  }

  private Exception known(Fault fault) {
    try {
      Optional<ErrorForm<?>> form = find(fault.kind());
      if (form.isPresent()) return form.get().make().apply(fault.detail(), fault.message());
    } catch (IllegalArgumentException e) {
      LOG.debug("a detail of {} is not known here: {}", fault.kind(), e.getMessage());
    }
    return new IOException(fault.message());
  }
}
