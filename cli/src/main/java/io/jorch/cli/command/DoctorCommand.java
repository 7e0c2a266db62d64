package io.jorch.cli.command;

import io.jorch.cli.doctor.Doctor;
import io.jorch.cli.doctor.Finding;
import io.jorch.cli.doctor.Finding.Level;
import io.jorch.cli.doctor.Host;
import io.jorch.cli.render.JsonText;
import io.jorch.cli.term.Palette;
import java.util.List;

final class DoctorCommand implements Command {
  @Override
  public void describe(Grammar grammar) {}

  @Override
  public int run(Invocation call) {
    boolean json = call.globals().json();
    List<Finding> findings = Doctor.examine(Host.THIS, call.globals().stateDir());
    if (json) call.print(JsonText.pretty(findings));
    else findings.forEach(finding -> show(call, finding));
    return findings.stream().anyMatch(finding -> finding.level() == Level.FAIL) ? 1 : 0;
  }

  private static void show(Invocation call, Finding finding) {
    String pad = " ".repeat(Math.max(1, 13 - finding.subject().length()));
    call.print(
        word(finding, call.console().palette()) + finding.subject() + pad + finding.detail());
    if (!finding.mend().isEmpty()) call.print(" ".repeat(20) + "→ " + finding.mend());
  }

  private static String word(Finding finding, Palette palette) {
    return switch (finding.level()) {
      case OK -> palette.good("ok") + "     ";
      case WARN -> palette.notable("warn") + "   ";
      case FAIL -> palette.bad("fail") + "   ";
    };
  }
}
