package io.jorch.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.jorch");

  private static void hold(ArchRule rule) {
    rule.check(ALL);
  }

  @Test
  void looksAtEnoughClassesThatNoRulePassesOnNothing() {
    long own = ALL.stream().filter(c -> c.getPackageName().startsWith("io.jorch.cli")).count();
    long picocli =
        ALL.stream()
            .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
            .map(d -> d.getTargetClass())
            .map(JavaClass::getPackageName)
            .filter(name -> name.equals("picocli"))
            .count();
    assertTrue(own >= 110, "only " + own + " classes of the command line");
    assertTrue(ALL.size() >= 250, "only " + ALL.size() + " classes in all");
    assertTrue(picocli > 0, "nothing uses picocli");
  }

  @Test
  void onlyCommandsKnowTheParser() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.jorch.cli.command")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli.."));
  }

  @Test
  void packagesHaveNoCycles() {
    hold(slices().matching("io.jorch.cli.(**)").should().beFreeOfCycles());
  }

  @Test
  void theCommandLineLoadsNothingOfTheDaemon() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("io.jorch.cli..")
            .and()
            .resideOutsideOfPackage("io.jorch.cli.daemon")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.jorch.agent..", "io.jorch.manager..", "io.jorch.cli.daemon"));
  }

  @Test
  void httpKnowsTheJdkOnly() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("io.jorch.cli.http")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "io.jorch.cli.http", "org.jspecify.."));
  }

  @Test
  void textIsMadeWithoutPrintingOrClocks() {
    hold(
        noClasses()
            .that()
            .resideInAPackage("io.jorch.cli.render")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.jorch.cli.client", "io.jorch.cli.http"));
    hold(
        noClasses()
            .that()
            .resideInAPackage("io.jorch.cli.render")
            .should()
            .callMethod(java.time.Instant.class, "now"));
  }

  @Test
  void onlyTheCommandLineWritesToStandardOutput() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.jorch.cli..")
            .should()
            .accessField(System.class, "out"));
  }
}
