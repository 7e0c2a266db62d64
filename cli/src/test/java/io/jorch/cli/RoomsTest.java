package io.jorch.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rooms of all modules and who may know whom.
class RoomsTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.jorch");

  @Test
  void allRoomsAreLookedAt() {
    assertTrue(ALL.size() >= 900, "only " + ALL.size() + " classes");
  }

  @Test
  void roomsHaveNoCycles() {
    slices().matching("io.jorch.(*).(*)..").should().beFreeOfCycles().check(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "com.hazelcast.., io.jorch.core.cluster",
    "org.apache.ratis.., io.jorch.manager.store",
    "io.vertx.., io.jorch.manager.api",
    "com.sun.jna.., io.jorch.agent.linux..",
    "org.snakeyaml.., io.jorch.core.compose",
    "org.bouncycastle.., io.jorch.core.trust",
    "land.oras.., io.jorch.agent.image",
    "picocli.., io.jorch.cli.command"
  })
  void eachLibraryIsKnownToOneRoom(String library, String room) {
    noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(ALL);
    assertTrue(
        ALL.stream()
            .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
            .anyMatch(
                each ->
                    each.getTargetClass()
                        .getPackageName()
                        .startsWith(library.substring(0, library.length() - 2))),
        library + " is used by nobody");
  }

  @Test
  void theModelKnowsTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("io.jorch.core.model")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.jorch.core.model")
        .check(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.jorch.agent.step",
        "io.jorch.agent.health",
        "io.jorch.manager.reconcile",
        "io.jorch.manager.schedule",
        "io.jorch.manager.plan",
        "io.jorch.manager.dispatch"
      })
  void whatDecidesIsPure(String room) {
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java.lang..",
            "java.math..",
            "java.util..",
            "java.time..",
            "org.jspecify..",
            "io.jorch.core.model",
            "io.jorch.core.api",
            "io.jorch.manager.node",
            room)
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(ALL);
  }

  @Test
  void managerAndAgentMeetOnlyInTheDaemon() {
    noClasses()
        .that()
        .resideInAPackage("io.jorch.manager..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.jorch.agent..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.jorch.agent..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.jorch.manager..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage("io.jorch.core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.jorch.manager..", "io.jorch.agent..", "io.jorch.cli..")
        .check(ALL);
  }
}
