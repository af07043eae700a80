package dev.patchbay.lab.command;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.trace.journey.JourneyFilter;
import dev.patchbay.trace.journey.JourneyForm;
import dev.patchbay.trace.pcap.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of `journey`.
///
/// @param save the name under which the journeys are kept, or null
/// @param diff the name of those that they are compared with, or null
record JourneyWords(
    JourneyForm form,
    boolean verbose,
    @Nullable String save,
    @Nullable String diff,
    JourneyFilter filter,
    List<String> command) {
  private static final int USAGE = 2;

  static JourneyWords parse(Args args, Names names) {
    JourneyForm form = JourneyForm.TEXT;
    boolean verbose = false;
    boolean all = false;
    String save = null;
    String diff = null;
    List<String> filter = new ArrayList<>();
    while (args.hasNext() && !args.accept("--")) {
      String word = args.next();
      JourneyForm asked = word.equals("-j") ? JourneyForm.JSON : JourneyForm.ofOption(word);
      if (asked != null) {
        form = asked;
      } else if (word.equals("-h") || word.equals("--help") || word.equals("help")) {
        throw Usage.of("journey");
      } else if (word.equals("-v")) {
        verbose = true;
      } else if (word.equals("--save")) {
        save = args.next();
      } else if (word.equals("--diff")) {
        diff = args.next();
      } else if (word.equals("-a")) {
        all = true;
      } else if (word.startsWith("-")) {
        throw new CommandException(
            USAGE, "journey: unknown option \"" + word + "\"; see journey --help");
      } else {
        filter.add(word);
      }
    }
    if (!args.hasNext()) {
      throw new CommandException(USAGE, "journey: expected -- COMMAND; see journey --help");
    }
    return new JourneyWords(form, verbose, save, diff, filter(filter, all, names), args.rest());
  }

  private static JourneyFilter filter(List<String> words, boolean all, Names names) {
    if (words.isEmpty()) {
      return all ? JourneyFilter.ALL : JourneyFilter.SENT;
    }
    return JourneyFilter.parse(String.join(" ", words), "journey", names);
  }
}
