package io.jorch.cli.render;

import io.jorch.core.api.TaskView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a browser on this machine finds what a stack publishes.
public final class Addresses {
  private static final Pattern PORT = Pattern.compile("(?:(.*):)?(\\d+)->(\\d+)/tcp");

  private Addresses() {}

  /// Service to address, such as `web` to `http://localhost:8080`, each address once. TCP ports
  /// only; that it speaks HTTP is a guess that browsers share.
  public static Map<String, String> of(List<TaskView> tasks) {
    Map<String, String> byAddress = new LinkedHashMap<>();
    for (TaskView task : tasks)
      for (String port : task.ports()) {
        String address = address(port);
        if (!address.isEmpty()) byAddress.putIfAbsent(address, task.service());
      }
    return byAddress;
  }

  static String address(String port) {
    Matcher matcher = PORT.matcher(port);
    if (!matcher.matches()) return "";
    String ip = matcher.group(1);
    boolean anywhere =
        ip == null
            || ip.isEmpty()
            || ip.equals("0.0.0.0")
            || ip.equals("127.0.0.1")
            || ip.equals("[::]");
    String host = anywhere ? "localhost" : ip;
    String scheme = matcher.group(3).equals("443") ? "https" : "http";
    String number = matcher.group(2);
    boolean usual = number.equals(scheme.equals("https") ? "443" : "80");
    return scheme + "://" + host + (usual ? "" : ":" + number);
  }
}
