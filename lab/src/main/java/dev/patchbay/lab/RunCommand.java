package dev.patchbay.lab;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.time.Stalled;
import dev.patchbay.host.HostInput;
import dev.patchbay.host.HostOutput;
import dev.patchbay.host.Signals;
import dev.patchbay.lab.capture.CaptureOptions;
import dev.patchbay.lab.capture.RunCapture;
import dev.patchbay.lab.machine.Standard;
import dev.patchbay.shell.Session;
import dev.patchbay.trace.journey.JourneyFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// `patchbay run`.
final class RunCommand {
  private static final int NOT_FOUND = 127;
  private static final int NOT_READABLE = 126;

  private final RunOptions options;
  private final boolean aside;

  RunCommand(RunOptions options) {
    this(options, false);
  }

  /// @param aside whether standard output is for something else: then what the script prints goes
  ///   to standard error
  RunCommand(RunOptions options, boolean aside) {
    this.options = options;
    this.aside = aside;
  }

  int run() {
    return run(_ -> {});
  }

  /// Runs the script, and then something with the lab as it left it.
  int run(Consumer<Lab> then) {
    String text = text();
    try (Lab lab =
        Lab.builder()
            .seed(options.seed())
            .time(options.time())
            .journeys(options.journeys() != null || options.capture() != null)
            .build()) {
      JourneyOptions journeys = options.journeys();
      JourneyFilter shown = journeys == null ? JourneyFilter.ALL : journeys.filter(lab.names());
      int status = captured(lab, text);
      if (journeys != null) {
        journeys.show(shown.of(lab.journeys()));
      }
      then.accept(lab);
      return status;
    } catch (Stalled e) {
      throw new CommandException(1, e.getMessage() + "; the script was ended");
    }
  }

  /// Runs the script, and writes down its packets if that is asked for.
  private int captured(Lab lab, String text) {
    CaptureOptions capture = options.capture();
    if (capture == null) {
      return ran(lab, text);
    }
    try (RunCapture _ = RunCapture.begin(lab.world(), capture, lab.names())) {
      return ran(lab, text);
    }
  }

  private int ran(Lab lab, String text) {
    return options.transcript() ? transcript(lab, text) : script(lab, text);
  }

  private String text() {
    String given = options.text();
    if (given != null) {
      return given;
    }
    try {
      byte[] bytes =
          options.file().equals("-")
              ? System.in.readAllBytes()
              : Files.readAllBytes(Path.of(options.file()));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new CommandException(NOT_FOUND, options.file() + ": No such file or directory");
    } catch (AccessDeniedException e) {
      throw new CommandException(NOT_READABLE, options.file() + ": Permission denied");
    } catch (IOException e) {
      throw new CommandException(NOT_READABLE, options.file() + ": " + e.getMessage());
    }
  }

  private static int transcript(Lab lab, String text) {
    PrintStream out = System.out;
    try {
      lab.transcript(text, out);
    } catch (IOException e) {
      throw new CommandException(1, "standard output: " + e.getMessage());
    }
    out.flush();
    return 0;
  }

  private int script(Lab lab, String text) {
    OpenFile in = new HostInput(lab.world().loop(), lab.outside());
    HostOutput out = aside ? HostOutput.error() : HostOutput.standard();
    Process process = lab.process(new Standard(in, out, HostOutput.error()));
    Session shell =
        options.text() == null
            ? Session.script(process, options.file())
            : Session.commandLine(process, options.file());
    shell.arguments(options.file(), options.arguments());
    try (Script script = new Script(process, shell, lab.machines())) {
      Signals.handleSoon(lab.world().loop(), lab.outside(), script::interrupt);
      return script.live(text);
    }
  }
}
