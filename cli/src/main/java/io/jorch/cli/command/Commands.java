package io.jorch.cli.command;

import java.util.List;
import java.util.function.Supplier;

/// All commands, by name. A command's class is loaded when it is called, or when help is asked for.
final class Commands {
  /// One line of the table.
  record Entry(String name, String summary, Supplier<Command> command, List<Entry> below) {
    static Entry of(String name, String summary, Supplier<Command> command) {
      return new Entry(name, summary, command, List.of());
    }

    /// A command that is only a name for those below it.
    static Entry group(String name, String summary, Entry... below) {
      return new Entry(name, summary, HelpCommand::new, List.of(below));
    }
  }

  private Commands() {}

  static List<Entry> all() {
    return List.of(
        Entry.of(
            "up",
            "make a stack run as its file says, and wait until it is healthy",
            UpCommand::new),
        Entry.of(
            "down", "stop a stack and remove everything of it but its volumes", DownCommand::new),
        Entry.of("ps", "list tasks", PsCommand::new),
        Entry.of("ls", "list stacks", LsCommand::new),
        Entry.of("logs", "show what tasks wrote", LogsCommand::new),
        Entry.of("scale", "set how many replicas services have", ScaleCommand::new),
        Entry.of("restart", "replace the tasks of services", () -> new OperateCommand("restart")),
        Entry.of("stop", "stop services and keep them", () -> new OperateCommand("stop")),
        Entry.of("start", "start stopped services", () -> new OperateCommand("start")),
        Entry.of("update", "change services without a file", UpdateCommand::new),
        Entry.of("rollback", "go back to an earlier revision of a stack", RollbackCommand::new),
        Entry.of("history", "list the revisions of a stack", HistoryCommand::new),
        Entry.of("diff", "show what differs between two revisions", DiffCommand::new),
        Entry.of("exec", "run a command in a running task", ExecCommand::new),
        Entry.of("attach", "join the main process of a running task", AttachCommand::new),
        Entry.of("cp", "copy files into or out of a running task", CpCommand::new),
        Entry.of("top", "list the processes of tasks", TopCommand::new),
        Entry.of("stats", "show what tasks use, as it changes", StatsCommand::new),
        Entry.of("kill", "send a signal to tasks", KillCommand::new),
        Entry.of("port", "show where published ports are reached", PortCommand::new),
        Entry.of("run", "run a one-off task of a service", RunCommand::new),
        Entry.of("config", "check a stack file and print what it means", ConfigCommand::new),
        Entry.of("events", "show what happens, as it happens", EventsCommand::new),
        Entry.of("inspect", "show everything known about one object, as JSON", InspectCommand::new),
        Entry.of("build", "build the images of services", BuildCommand::new),
        Entry.of("pull", "pull the images of services", PullCommand::new),
        Entry.of("images", "list the images that a stack uses", ImagesCommand::new),
        image(),
        volume(),
        Entry.group(
            "network",
            "work with networks",
            Entry.of("ls", "list networks", NetworkLsCommand::new)),
        cluster(),
        node(),
        new Entry(
            "daemon",
            "run the daemon in the foreground, or stop it",
            DaemonCommand::new,
            List.of(Entry.of("stop", "end the daemon; containers go on", DaemonStopCommand::new))),
        Entry.of(
            "doctor", "check what this machine needs, and say how to mend it", DoctorCommand::new),
        Entry.of("info", "show the daemon and its machine", InfoCommand::new),
        Entry.of("version", "show versions", VersionCommand::new),
        Entry.of("completion", "print a completion script for bash", CompletionCommand::new),
        Entry.of("help", "show help", HelpCommand::new));
  }

  private static Entry cluster() {
    return Entry.group(
        "cluster",
        "form, join and keep a cluster",
        Entry.of("init", "make this machine the first node of a cluster", ClusterInitCommand::new),
        Entry.of("join", "take this machine into a cluster", ClusterJoinCommand::new),
        Entry.of("token", "print the token that nodes join with", ClusterTokenCommand::new),
        Entry.of(
            "status", "show the managers and whether they can decide", ClusterStatusCommand::new),
        Entry.of("leave", "take this machine out of its cluster", ClusterLeaveCommand::new),
        Entry.of("backup", "write everything durable to a file", ClusterBackupCommand::new),
        Entry.of("restore", "bring a backup back on a fresh machine", ClusterRestoreCommand::new),
        Entry.of(
            "recover",
            "go on alone when most managers are gone for good",
            ClusterRecoverCommand::new),
        Entry.of(
            "rotate-ca", "replace the root of the cluster's authority", ClusterRotateCommand::new));
  }

  private static Entry image() {
    return Entry.group(
        "image",
        "work with images",
        Entry.of("ls", "list images", ImageLsCommand::new),
        Entry.of("pull", "fetch an image from a registry", ImagePullCommand::new),
        Entry.of("build", "build an image from a Dockerfile", ImageBuildCommand::new),
        Entry.of("load", "read images from a docker or OCI archive", ImageLoadCommand::new),
        Entry.of("tag", "give an image another name", ImageTagCommand::new),
        Entry.of("rm", "remove images", ImageRmCommand::new),
        Entry.of(
            "inspect", "show everything known about images, as JSON", ImageInspectCommand::new));
  }

  private static Entry node() {
    return Entry.group(
        "node",
        "work with nodes",
        Entry.of("ls", "list nodes", NodeLsCommand::new),
        Entry.of("inspect", "show everything known about nodes, as JSON", NodeInspectCommand::new),
        Entry.of("update", "change labels or availability", NodeUpdateCommand::new),
        Entry.of("drain", "move its tasks away, and wait for that", NodeDrainCommand::new),
        Entry.of("activate", "let new tasks come again", NodeActivateCommand::new),
        Entry.of("promote", "make workers managers", () -> new NodeRoleCommand("manager")),
        Entry.of("demote", "make managers workers", () -> new NodeRoleCommand("worker")),
        Entry.of("rm", "take nodes out of the cluster for good", NodeRmCommand::new));
  }

  private static Entry volume() {
    return Entry.group(
        "volume",
        "work with volumes",
        Entry.of("ls", "list volumes", VolumeLsCommand::new),
        Entry.of("rm", "remove volumes", VolumeRmCommand::new));
  }
}
