package dev.patchbay.lab;

import dev.patchbay.core.Journey;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.host.HostOutput;
import dev.patchbay.trace.journey.JourneyFilter;
import dev.patchbay.trace.journey.JourneyForm;
import dev.patchbay.trace.pcap.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which journeys a run shows at its end, and where.
///
/// @param words the filter of those that it shows: empty for what programs began, `all` for every
///   one
/// @param file where they are written to, in the form that its name says; null for standard output
record JourneyOptions(String words, @Nullable String file) {
  /// What the options say; null when no journeys are shown.
  static @Nullable JourneyOptions of(@Nullable String words, @Nullable String file) {
    if (words == null && file == null) {
      return null;
    }
    return new JourneyOptions(words == null ? "" : words, file);
  }

  /// Which those are.
  ///
  /// @throws CommandException when the filter makes no sense
  JourneyFilter filter(Names names) {
    return switch (words) {
      case "" -> JourneyFilter.SENT;
      case "all" -> JourneyFilter.ALL;
      default -> JourneyFilter.parse(words, "run: --journeys", names);
    };
  }

  /// Shows journeys.
  void show(List<Journey> journeys) {
    if (file == null) {
      boolean colour = HostOutput.standard().isTerminal();
      System.out.print(JourneyForm.TEXT.show(journeys, false, colour));
      System.out.flush();
      return;
    }
    try {
      Files.writeString(Path.of(file), JourneyForm.ofFile(file).show(journeys, false, false));
    } catch (IOException e) {
      throw new CommandException(1, file + ": " + e.getMessage());
    }
  }
}
