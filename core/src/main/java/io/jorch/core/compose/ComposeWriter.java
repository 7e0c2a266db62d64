package io.jorch.core.compose;

import io.jorch.core.model.NetworkName;
import io.jorch.core.model.NetworkSpec;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.ServiceSpec;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackSpec;
import io.jorch.core.model.TaskSpecHash;
import io.jorch.core.model.VolumeName;
import io.jorch.core.model.VolumeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a stack as one compose file with everything resolved: `jorch config`. Reading what is
/// written gives an equal `StackSpec`, in either format.
public final class ComposeWriter {
  private ComposeWriter() {}

  /// YAML, ending in a line break.
  public static String yaml(StackSpec stack) {
    return YamlText.write(tree(stack));
  }

  /// The same as JSON, ending in a line break.
  public static String json(StackSpec stack) {
    return JsonText.write(tree(stack));
  }

  /// Names of the services, in the file's order.
  public static List<String> services(StackSpec stack) {
    List<String> result = new ArrayList<>();
    for (ServiceName name : stack.services().keySet()) result.add(name.value());
    return result;
  }

  /// Each service's image, in the file's order, without repetitions.
  public static List<String> images(StackSpec stack) {
    List<String> result = new ArrayList<>();
    for (ServiceSpec service : stack.services().values()) {
      String image = service.task().image();
      if (!result.contains(image)) result.add(image);
    }
    return result;
  }

  /// Keys of the volumes, as a file names them.
  public static List<String> volumes(StackSpec stack) {
    List<String> result = new ArrayList<>();
    for (VolumeName name : stack.volumes().keySet()) result.add(key(stack, name));
    return result;
  }

  /// Keys of the networks, as a file names them.
  public static List<String> networks(StackSpec stack) {
    List<String> result = new ArrayList<>();
    for (NetworkName name : stack.networks().keySet()) result.add(key(stack, name));
    return result;
  }

  /// What decides whether a service's tasks are replaced.
  public static Map<ServiceName, SpecHash> hashes(StackSpec stack) {
    Map<ServiceName, SpecHash> result = new LinkedHashMap<>();
    stack.services().forEach((name, service) -> result.put(name, TaskSpecHash.of(service.task())));
    return result;
  }

  /// The name without the stack's prefix, unless that is another one's full name.
  static String key(StackSpec stack, NetworkName name) {
    String key = stripped(stack, name.value());
    return stack.networks().containsKey(new NetworkName(key)) ? name.value() : key;
  }

  /// As for networks.
  static String key(StackSpec stack, VolumeName name) {
    String key = stripped(stack, name.value());
    return stack.volumes().containsKey(new VolumeName(key)) ? name.value() : key;
  }

  /// What is left must be a name by itself.
  private static String stripped(StackSpec stack, String name) {
    String prefix = stack.name() + "_";
    if (!name.startsWith(prefix) || name.length() == prefix.length()) return name;
    char first = name.charAt(prefix.length());
    return Character.isLetterOrDigit(first) ? name.substring(prefix.length()) : name;
  }

  private static Branch tree(StackSpec stack) {
    Branch services = new Branch();
    stack
        .services()
        .forEach((name, s) -> services.put(name.value(), new ServiceWriter(stack).write(s)));
    Branch root = new Branch().put("name", stack.name().value()).put("services", services);
    return root.some("networks", networkTree(stack)).some("volumes", volumeTree(stack));
  }

  private static Branch networkTree(StackSpec stack) {
    Branch result = new Branch();
    for (NetworkSpec network : stack.networks().values()) {
      Branch branch = new Branch().put("name", network.name().value());
      if (network.external()) branch.put("external", true);
      if (network.internal()) branch.put("internal", true);
      network
          .subnet()
          .map(subnet -> new Branch().put("subnet", subnet))
          .ifPresent(config -> branch.put("ipam", new Branch().put("config", List.of(config))));
      result.put(key(stack, network.name()), branch.texts("labels", network.labels()));
    }
    return result;
  }

  private static Branch volumeTree(StackSpec stack) {
    Branch result = new Branch();
    for (VolumeSpec volume : stack.volumes().values()) {
      Branch branch = new Branch().put("name", volume.name().value());
      if (volume.external()) branch.put("external", true);
      result.put(key(stack, volume.name()), branch.texts("labels", volume.labels()));
    }
    return result;
  }
}
