package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Journey;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.text.Args;
import dev.patchbay.trace.journey.JourneyForm;
import dev.patchbay.trace.why.Answer;
import dev.patchbay.trace.why.Diagnoses;
import dev.patchbay.trace.why.Evidence;
import java.util.List;

/// `why [from NETNS] DESTINATION [PROTOCOL [PORT]]`: sends a probe, and says whether it arrives, or
/// where it dies, by what, and what would mend it.
public final class Why implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    WhyWords words = WhyWords.parse(process, args);
    ProbeRun run = new ProbeRun(process, words.from(), words.probe());
    boolean reached = run.reaches();
    List<Journey> journeys = run.journeys();
    Evidence evidence =
        new Evidence(process.netns(), words.from(), words.probe(), journeys, reached);
    Answer answer = reached ? Diagnoses.warning(evidence) : Diagnoses.of(evidence);
    if (words.mendOnly()) {
      if (answer != null) {
        process
            .out()
            .print(String.join("\n", answer.mend()) + (answer.mend().isEmpty() ? "" : "\n"));
      }
      return reached ? 0 : 1;
    }
    StringBuilder out = new StringBuilder(words.from().displayName());
    out.append(reached ? " reaches " : " does not reach ").append(words.probe());
    if (answer == null) {
      out.append(reached ? "\n" : ": nothing says why; the journey may\n");
    } else {
      out.append(reached ? ", but " : ": ").append(answer.cause()).append('\n');
      out.append("  meant: ").append(answer.meant()).append('\n');
      answer.mend().forEach(line -> out.append("  mend:  ").append(line).append('\n'));
    }
    if (words.verbose()) {
      out.append(JourneyForm.TEXT.show(journeys, false, process.file(1).isTerminal()));
    }
    process.out().print(out);
    return reached ? 0 : 1;
  }
}
