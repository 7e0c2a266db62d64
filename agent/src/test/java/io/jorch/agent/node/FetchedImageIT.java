package io.jorch.agent.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jorch.agent.image.BlobService;
import io.jorch.agent.image.Digest;
import io.jorch.agent.image.Image;
import io.jorch.agent.image.ImageOffer;
import io.jorch.agent.image.ImageStore;
import io.jorch.agent.image.Peer;
import io.jorch.agent.image.PeerNode;
import io.jorch.agent.image.TestImages;
import io.jorch.agent.linux.Errno;
import io.jorch.agent.linux.LinuxException;
import io.jorch.agent.linux.net.NetNamespace;
import io.jorch.core.model.AssignmentSet;
import io.jorch.core.model.EndpointSet;
import io.jorch.core.model.NodeId;
import io.jorch.core.model.NodeImages;
import io.jorch.core.model.NodeInfo;
import io.jorch.core.model.ServiceName;
import io.jorch.core.model.SpecHash;
import io.jorch.core.model.StackName;
import io.jorch.core.model.Task;
import io.jorch.core.model.TaskId;
import io.jorch.core.model.TaskSpec;
import io.jorch.core.model.TaskState;
import io.jorch.core.model.TaskStatus;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole agent that is given a task whose image only another node has, in a network namespace of
/// its own.
@Timeout(120)
class FetchedImageIT {
  private static final StackName STACK = new StackName("shop");
  private static final ServiceName WEB = new ServiceName("web");
  @TempDir Path directory;
  private final NodeId node = new NodeId(HexFormat.of().formatHex(bytes()));
  private final Told told = new Told();

  private static byte[] bytes() {
    byte[] random = new byte[8];
    RandomGenerator.getDefault().nextBytes(random);
    return random;
  }

  /// What the agent reports.
  private static final class Told implements Reports {
    final BlockingQueue<TaskStatus> statuses = new LinkedBlockingQueue<>();
    final BlockingQueue<NodeImages> images = new LinkedBlockingQueue<>();

    @Override
    public void task(Task task, TaskSpec spec) {}

    @Override
    public CompletionStage<Void> endpoints(EndpointSet set) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void status(TaskStatus status) {
      statuses.add(status);
    }

    @Override
    public void node(NodeInfo info) {}

    @Override
    public void images(NodeImages now) {
      images.add(now);
    }

    TaskStatus until(TaskState state) throws InterruptedException {
      TaskStatus status = statuses.take();
      while (!status.state().ended() && status.state() != state) status = statuses.take();
      assertEquals(state, status.state(), status.reason());
      return status;
    }
  }

  /// What a test does with the agent.
  private interface Scene {
    void play(NodeAgent agent) throws Exception;
  }

  private void run(io.jorch.agent.image.ImagePeers peers, Scene scene) throws IOException {
    try (NetNamespace machine = namespace()) {
      machine.call(
          () -> {
            AgentConfig config = new AgentConfig(node, directory.resolve("state"), "test");
            try (NodeAgent agent =
                NodeAgent.open(config, told, peers, java.time.InstantSource.system())) {
              agent.start();
              scene.play(agent);
            }
            return true;
          });
    }
  }

  /// Without the right to make one the test is skipped and says so, but for CI.
  private static NetNamespace namespace() throws IOException {
    try {
      return NetNamespace.create();
    } catch (LinuxException e) {
      if (e.errno() == Errno.EPERM && !"true".equals(System.getenv("CI"))) {
        Assumptions.abort("needs root for network namespaces: " + e.getMessage());
      }
      throw e;
    }
  }

  private static Image busybox(ImageStore store) throws Exception {
    return TestImages.make(
        store,
        "team/box:1",
        root -> {
          Files.createDirectories(root.resolve("bin"));
          Files.copy(Path.of("/usr/bin/busybox"), root.resolve("bin/busybox"));
          Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
        },
        root -> Files.createDirectories(root.resolve("data")));
  }

  private AssignmentSet set(long revision, Task.Desired desired, TaskId id, String imageId) {
    TaskSpec spec =
        Specs.spec(
                Optional.of(List.of("/bin/sh", "-c", "exit 7")),
                Optional.empty(),
                Map.of(),
                List.of(),
                Set.of(),
                Set.of())
            .withImageId(imageId);
    SpecHash hash = new SpecHash("0".repeat(64));
    Task task =
        new Task(
            id, STACK, WEB, 1, "shop-web-1", hash, Optional.of(node), desired, Instant.EPOCH, 0);
    return new AssignmentSet(
        node, revision, List.of(task), Map.of(hash, spec), List.of(), List.of(), List.of(), Map.of());
  }

  private void removed(NodeAgent agent, TaskId id, String imageId) throws InterruptedException {
    agent.assign(set(2, Task.Desired.REMOVE, id, imageId));
    TaskStatus status = told.statuses.take();
    while (status.state() != TaskState.REMOVED) status = told.statuses.take();
  }

  @Test
  void aTaskRunsFromAnImageOfAnotherNode() throws Exception {
    TaskId id = TaskId.random(RandomGenerator.getDefault());
    try (ImageStore there = ImageStore.open(directory.resolve("there"));
        PeerNode other = new PeerNode("other0000001", there, directory)) {
      Image image = busybox(there);
      String imageId = image.id().toString();
      run(
          digest -> digest.equals(image.id()) ? List.of(other.peer()) : List.of(),
          agent -> {
            assertEquals(Set.of(), told.images.take().ids());
            agent.assign(set(1, Task.Desired.RUN, id, imageId));
            told.until(TaskState.PREPARING);
            TaskStatus end = told.until(TaskState.FAILED);
            assertEquals(OptionalInt.of(7), end.exitCode(), end.reason());
            assertEquals(new NodeImages(node, Set.of(imageId)), told.images.take());
            assertTrue(agent.service().image("team/box:1").isPresent());
            removed(agent, id, imageId);
          });
    }
  }

  @Test
  void aTaskWhoseImageNobodyGivesIsRejectedWithWhoWasAsked() throws Exception {
    TaskId id = TaskId.random(RandomGenerator.getDefault());
    try (ImageStore there = ImageStore.open(directory.resolve("there"))) {
      PeerNode other = new PeerNode("other0000001", there, directory);
      Peer peer = other.peer();
      other.close();
      String imageId = Digest.of("nobody's").toString();
      run(
          digest -> List.of(peer),
          agent -> {
            agent.assign(set(1, Task.Desired.RUN, id, imageId));
            TaskStatus end = told.until(TaskState.REJECTED);
            assertTrue(
                end.reason().startsWith("image box is not on this node and no other could give it")
                    && end.reason().contains("node other0000001"),
                end.reason());
            removed(agent, id, imageId);
          });
    }
  }

  @Test
  void aTaskThatIsNotWantedAnyMoreIsNotFetchedFor() throws Exception {
    TaskId id = TaskId.random(RandomGenerator.getDefault());
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    BlobService slow =
        new BlobService() {
          @Override
          public Optional<ImageOffer> image(String image) throws IOException {
            asked.countDown();
            try {
              new CountDownLatch(1).await();
              return Optional.empty();
            } catch (InterruptedException e) {
              interrupted.countDown();
              throw new InterruptedIOException("given up");
            }
          }

          @Override
          public void blob(String digest, OutputStream to) {}
        };
    String imageId = Digest.of("slow").toString();
    run(
        digest -> List.of(new Peer(new NodeId("slow00000001"), "slow", slow)),
        agent -> {
          agent.assign(set(1, Task.Desired.RUN, id, imageId));
          asked.await();
          removed(agent, id, imageId);
          interrupted.await();
        });
  }
}
