package dev.patchbay.lab.command;

import dev.patchbay.core.Command;
import dev.patchbay.core.Journeys;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.tcpdump.FilterNames;
import dev.patchbay.trace.journey.JourneyDiff;
import dev.patchbay.trace.journey.JourneyFilter;
import dev.patchbay.trace.journey.JourneyForm;
import java.util.List;

/// `journey [OPTION…] [FILTER] -- COMMAND`: runs a command and shows what became of the packets
/// that it sent, and of all that came of them.
public final class Journey implements Command {
  /// How long what is still under way when the command has ended may take, in nanoseconds.
  private static final long SETTLING = 10_000_000;

  private static final int NOT_FOUND = 127;

  @Override
  public int run(Process process, Args args) throws FileException {
    JourneyWords words = JourneyWords.parse(args, new FilterNames(process.files()));
    JourneyFilter filter = words.filter();
    Journeys journeys = process.machine().world().journeys();
    boolean before = journeys.isRecording();
    int first = journeys.begun();
    journeys.recording(true);
    int status;
    try {
      status = execute(process, words.command(), words.form() != JourneyForm.TEXT);
      process.sleep(SETTLING);
    } finally {
      journeys.recording(before);
    }
    List<dev.patchbay.core.Journey> shown = filter.of(journeys.since(first));
    SavedJourneys saved = process.machine().world().part(SavedJourneys.KEY);
    String save = words.save();
    if (save != null) {
      saved.save(save, JourneyDiff.lines(shown));
    }
    boolean colour = words.form() == JourneyForm.TEXT && process.file(1).isTerminal();
    String diff = words.diff();
    if (diff != null) {
      List<String> then = saved.find(diff);
      if (then == null) {
        throw new CommandException(2, "journey: nothing is saved as \"" + diff + "\"");
      }
      String changes = JourneyDiff.of(then, JourneyDiff.lines(shown), colour);
      process.out().print(changes.isEmpty() ? "nothing has changed since " + diff + "\n" : changes);
      return status;
    }
    if (shown.isEmpty()) {
      process.complain("none of " + journeys.since(first).size() + " journeys is to be shown");
    }
    process.out().print(words.form().show(shown, words.verbose(), colour));
    return status;
  }

  /// Runs the command; what it prints goes to standard error when standard output is for a program.
  private static int execute(Process process, List<String> words, boolean aside)
      throws FileException {
    process.flush();
    Process child = process.fork();
    try {
      if (aside) {
        OpenFile error = child.file(2);
        child.descriptors().set(1, error);
      }
      Command command = process.machine().processes().programs().find(child, words.getFirst());
      if (command == null) {
        throw new CommandException(
            NOT_FOUND, process.name() + ": " + words.getFirst() + ": command not found");
      }
      return child.exec(command, words);
    } finally {
      child.end(1);
    }
  }
}
