package io.jorch.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jorch.core.model.MountSpec;
import io.jorch.core.model.VolumeName;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MountsTest {
  private static final VolumeName DATA = new VolumeName("project_data");

  static List<Arguments> mounts() {
    return List.of(
        Arguments.of("data:/d", new MountSpec.Volume(DATA, "/d", false, true, "")),
        Arguments.of("data:/d:ro", new MountSpec.Volume(DATA, "/d", true, true, "")),
        Arguments.of("'data:/d:ro,nocopy'", new MountSpec.Volume(DATA, "/d", true, false, "")),
        Arguments.of("/d", new MountSpec.Anonymous("/d", false)),
        Arguments.of("/a:/b", new MountSpec.Bind("/a", "/b", false, true)),
        Arguments.of("./a:/b:rw", new MountSpec.Bind("/project/a", "/b", false, true)),
        Arguments.of("../a/../c:/b/:ro", new MountSpec.Bind("/c", "/b", true, true)),
        Arguments.of(".:/b", new MountSpec.Bind("/project", "/b", false, true)),
        Arguments.of("~/a:/b", new MountSpec.Bind("/home/me/a", "/b", false, true)),
        Arguments.of("~:/b", new MountSpec.Bind("/home/me", "/b", false, true)),
        Arguments.of(
            "{ type: volume, source: data, target: /d, read_only: true }",
            new MountSpec.Volume(DATA, "/d", true, true, "")),
        Arguments.of(
            "{ type: volume, source: data, target: /d, volume: { nocopy: true, subpath: a/b } }",
            new MountSpec.Volume(DATA, "/d", false, false, "a/b")),
        Arguments.of("{ type: volume, target: /d }", new MountSpec.Anonymous("/d", false)),
        Arguments.of(
            "{ type: bind, source: a, target: /b }",
            new MountSpec.Bind("/project/a", "/b", false, true)),
        Arguments.of(
            "{ type: bind, source: /a, target: /b, bind: { create_host_path: false } }",
            new MountSpec.Bind("/a", "/b", false, false)),
        Arguments.of(
            "{ type: tmpfs, target: /t, tmpfs: { size: 64m, mode: 0o1777 } }",
            new MountSpec.Tmpfs("/t", OptionalLong.of(64 << 20), OptionalInt.of(01777))),
        Arguments.of(
            "{ type: tmpfs, target: /t }",
            new MountSpec.Tmpfs("/t", OptionalLong.empty(), OptionalInt.empty())));
  }

  @ParameterizedTest
  @MethodSource("mounts")
  void readsVolumes(String text, MountSpec expected) {
    assertEquals(List.of(expected), Loading.web("volumes: [ " + text + " ]").task().mounts());
  }

  static List<Arguments> tmpfs() {
    return List.of(
        Arguments.of("/run", OptionalLong.empty(), OptionalInt.empty()),
        Arguments.of("[ /run ]", OptionalLong.empty(), OptionalInt.empty()),
        Arguments.of(
            "[ '/run:size=1m,mode=755,noexec' ]", OptionalLong.of(1 << 20), OptionalInt.of(0755)));
  }

  @ParameterizedTest
  @MethodSource("tmpfs")
  void readsTmpfs(String text, OptionalLong size, OptionalInt mode) {
    assertEquals(
        List.of(new MountSpec.Tmpfs("/run", size, mode)),
        Loading.web("tmpfs: " + text).task().mounts());
  }
}
