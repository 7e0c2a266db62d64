package io.jorch.agent.node;

import io.jorch.agent.volume.Volumes;
import io.jorch.core.api.VolumeView;
import io.jorch.core.model.VolumeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Named volumes of this node, for people.
record VolumeDesk(AgentConfig config, Volumes volumes, TaskTable table) {
  List<VolumeView> list() throws IOException {
    List<TaskTable.Row> tasks = table.rows();
    List<VolumeView> views = new ArrayList<>();
    for (VolumeName name : volumes.list()) views.add(view(name, tasks));
    return views;
  }

  private VolumeView view(VolumeName name, List<TaskTable.Row> tasks) throws IOException {
    List<TaskTable.Row> users = tasks.stream().filter(task -> task.uses(name)).toList();
    Path data = volumes.path(name);
    return new VolumeView(
        name.value(),
        users.isEmpty() ? "" : users.getFirst().task().stack().value(),
        config.node().value(),
        data.toString(),
        Files.getLastModifiedTime(data.getParent()).toInstant(),
        Map.of(),
        users.stream().map(row -> row.task().name()).distinct().sorted().toList());
  }

  /// Removes a volume that no container uses.
  void remove(VolumeName name) throws IOException {
    List<String> users =
        table.rows().stream()
            .filter(task -> task.uses(name) && !task.status().state().ended())
            .map(row -> row.task().name())
            .toList();
    if (!users.isEmpty()) {
      throw new IOException(
          "remove volume "
              + name
              + ": it is used by "
              + String.join(", ", users)
              + "; stop them first");
    }
    if (!volumes.remove(name)) {
      throw new IOException("remove volume " + name + ": there is none of that name");
    }
  }
}
